using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Countersign.Core.Frames;

namespace Countersign.Channels;

/// <summary>
/// One end of a connected pair of sequenced-packet Unix sockets: a packet is a frame, whole or not at all, so a process that dies in
/// the middle leaves no half of one, and a hostile one cannot shift the bounds. Descriptors travel with a packet (SCM_RIGHTS).
/// Any number of threads may send; one receives.
/// </summary>
public sealed unsafe class Channel : IDisposable
{
    /// <summary>The most descriptors in one packet.</summary>
    public const int MaxDescriptors = 4;

    private readonly Descriptor _socket;

    /// <summary>Takes over a connected socket.</summary>
    public Channel(Descriptor socket) => _socket = socket;

    /// <summary>Who connected the other end.</summary>
    public PeerCredentials ReadPeer()
    {
        PeerCredentials peer;
        var length = (uint)sizeof(PeerCredentials);
        return Libc.GetSocketOption(_socket, Libc.SOL_SOCKET, Libc.SO_PEERCRED, &peer, &length) == 0
            ? peer
            : throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <summary>True when the other end is closed, or this one.</summary>
    internal bool IsPeerGone => _socket.IsClosed || Readiness.IsGone(_socket.Number);

    /// <summary>Two ends that belong together, not inherited by anyone.</summary>
    public static (Descriptor One, Descriptor Other) Pair()
    {
        var numbers = stackalloc int[2];
        return Libc.SocketPair(Libc.AF_UNIX, Libc.SOCK_SEQPACKET | Libc.SOCK_CLOEXEC, 0, numbers) == 0
            ? (new Descriptor(numbers[0]), new Descriptor(numbers[1]))
            : throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <summary>From now on a send that cannot be delivered within this time fails as if the peer had ended.</summary>
    public void LimitSendTime(TimeSpan limit)
    {
        var value = new Libc.TimeValue { Seconds = (long)limit.TotalSeconds, Microseconds = limit.Microseconds + (limit.Milliseconds * 1000L) };
        if (Libc.SetSocketOption(_socket, Libc.SOL_SOCKET, Libc.SO_SNDTIMEO, &value, (uint)sizeof(Libc.TimeValue)) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>Sends a frame; waits while the peer's queue is full.</summary>
    /// <exception cref="ChannelClosedException">It was not delivered, and will not be.</exception>
    public void Send<TFrame>(scoped in TFrame frame, params ReadOnlySpan<Descriptor> descriptors)
        where TFrame : IFrame<TFrame>, allows ref struct
    {
        if (!WriteAndSend(in frame, descriptors, Libc.MSG_NOSIGNAL))
        {
            throw new ChannelClosedException("the process at the other end of the channel does not take what it is sent");
        }
    }

    /// <summary>Sends a frame if the peer's queue has room; false when it has not, for a peer that must never be waited for.</summary>
    /// <exception cref="ChannelClosedException">The peer has ended.</exception>
    public bool TrySend<TFrame>(scoped in TFrame frame)
        where TFrame : IFrame<TFrame>, allows ref struct
        => WriteAndSend(in frame, [], Libc.MSG_NOSIGNAL | Libc.MSG_DONTWAIT);

    /// <summary>
    /// Waits for a packet and returns its length, zero when the peer has ended. A packet larger than a frame may be, or with more
    /// descriptors than allowed, ends the channel: no honest peer sends it.
    /// </summary>
    /// <param name="buffer">At least <see cref="Frame.MaxLength"/> bytes.</param>
    /// <param name="descriptors">Receives what travelled with the packet.</param>
    /// <param name="spin">Whether to ask again and again before sleeping; null for sleeping at once.</param>
    public int Receive(Span<byte> buffer, ReceivedDescriptors descriptors, AdaptiveSpin? spin = null)
    {
        const int controlLength = 64;
        descriptors.Sender = this;
        var control = stackalloc byte[controlLength];
        var asks = spin?.Begin() ?? false;
        fixed (byte* start = buffer)
        {
            var vector = new Libc.IoVector { Start = start, Length = (nuint)buffer.Length };
            while (true)
            {
                var message = new Libc.MessageHeader { Vectors = &vector, VectorCount = 1, Control = control, ControlLength = controlLength };
                if (!TryReceive(&message, asks ? Libc.MSG_DONTWAIT : 0, out var received))
                {
                    return 0;
                }

                if (received < 0)
                {
                    var error = Marshal.GetLastPInvokeError();
                    if (error == Libc.EINTR)
                    {
                        continue;
                    }

                    if (error == Libc.EAGAIN && asks)
                    {
                        asks = spin!.GoOn();
                        continue;
                    }

                    return error == Libc.ECONNRESET ? 0 : throw new Win32Exception(error);
                }

                spin?.End();
                TakeDescriptors(in message, descriptors);
                if ((message.Flags & (Libc.MSG_TRUNC | Libc.MSG_CTRUNC)) != 0)
                {
                    descriptors.Dispose();
                    Close();
                    return 0;
                }

                return (int)received;
            }
        }
    }

    /// <summary>Ends the conversation for both sides and wakes a thread that waits in <see cref="Receive"/>.</summary>
    public void Close()
    {
        if (!_socket.IsClosed)
        {
            // The peer may have closed first: then there is nothing left to end.
            _ = Libc.Shutdown(_socket, Libc.SHUT_RDWR);
        }
    }

    public void Dispose()
    {
        Close();
        _socket.Dispose();
    }

    // False when this side was disposed while its reader was on the way here: the conversation is over, which is no fault.
    private bool TryReceive(Libc.MessageHeader* message, int flags, out nint received)
    {
        try
        {
            received = Libc.ReceiveMessage(_socket, message, flags | Libc.MSG_CMSG_CLOEXEC);
            return true;
        }
        catch (ObjectDisposedException)
        {
            received = 0;
            return false;
        }
    }

    private static void TakeDescriptors(in Libc.MessageHeader message, ReceivedDescriptors descriptors)
    {
        if (message.ControlLength < (nuint)sizeof(Libc.ControlHeader))
        {
            return;
        }

        var header = (Libc.ControlHeader*)message.Control;
        if (header->Level != Libc.SOL_SOCKET || header->Type != Libc.SCM_RIGHTS)
        {
            return;
        }

        var numbers = (int*)(header + 1);
        var count = ((int)header->Length - sizeof(Libc.ControlHeader)) / sizeof(int);
        for (var i = 0; i < count; i++)
        {
            descriptors.Add(new Descriptor(numbers[i]));
        }
    }

    private bool WriteAndSend<TFrame>(scoped in TFrame frame, ReadOnlySpan<Descriptor> descriptors, int flags)
        where TFrame : IFrame<TFrame>, allows ref struct
    {
        var buffer = PacketBuffer.OfThisThread;
        var length = Frame.Write(in frame, buffer);
        try
        {
            return SendPacket(buffer[..length], descriptors, flags);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer[..length]);
        }
    }

    private bool SendPacket(ReadOnlySpan<byte> packet, ReadOnlySpan<Descriptor> descriptors, int flags)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(descriptors.Length, MaxDescriptors, nameof(descriptors));
        var space = sizeof(Libc.ControlHeader) + (MaxDescriptors * sizeof(int));
        var control = stackalloc byte[space];
        fixed (byte* start = packet)
        {
            var vector = new Libc.IoVector { Start = start, Length = (nuint)packet.Length };
            var message = new Libc.MessageHeader { Vectors = &vector, VectorCount = 1 };
            if (!descriptors.IsEmpty)
            {
                var header = (Libc.ControlHeader*)control;
                var length = sizeof(Libc.ControlHeader) + (descriptors.Length * sizeof(int));
                *header = new Libc.ControlHeader { Length = (nuint)length, Level = Libc.SOL_SOCKET, Type = Libc.SCM_RIGHTS };
                for (var i = 0; i < descriptors.Length; i++)
                {
                    ((int*)(header + 1))[i] = descriptors[i].Number;
                }

                message.Control = control;
                message.ControlLength = (nuint)((length + 7) & ~7);
            }

            while (Libc.SendMessage(_socket, &message, flags) < 0)
            {
                var error = Marshal.GetLastPInvokeError();
                switch (error)
                {
                    case Libc.EINTR:
                        continue;
                    case Libc.EAGAIN:
                        return false;
                    case Libc.EPIPE or Libc.ECONNRESET:
                        throw new ChannelClosedException();
                    default:
                        throw new Win32Exception(error);
                }
            }

            return true;
        }
    }
}
