using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Countersign.Channels;

/// <summary>
/// The one socket with a path: where the command line reaches a running signer. The supervisor listens and hands each connection on.
/// Who may connect is decided by the mode of its folder and, for each connection, by <see cref="Channel.ReadPeer"/>.
/// </summary>
public sealed unsafe class OperatorSocket : IDisposable
{
    private const int Backlog = 16;

    private readonly string _path;
    private readonly Descriptor _socket;

    private OperatorSocket(string path, Descriptor socket) => (_path, _socket) = (path, socket);

    /// <summary>Listens. The caller holds the lock of the home, so that a socket found there was left by a process that is gone.</summary>
    /// <exception cref="Win32Exception">The socket cannot be made there.</exception>
    public static OperatorSocket Listen(string path)
    {
        File.Delete(path);
        using var address = UnixAddress.Of(path);
        var socket = New();
        try
        {
            address.Bind(socket);
            return Libc.Listen(socket, Backlog) == 0
                ? new OperatorSocket(path, socket)
                : throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
        catch (Win32Exception)
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Connects; null when nobody listens there.</summary>
    public static Channel? TryConnect(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var socket = New();
        try
        {
            using var address = UnixAddress.Of(path);
            address.Connect(socket);
            return new Channel(socket);
        }
        catch (Win32Exception)
        {
            socket.Dispose();
            return null;
        }
    }

    /// <summary>Waits for the next connection; null once <see cref="Close"/> was called.</summary>
    public Descriptor? Accept()
    {
        while (true)
        {
            var number = Libc.Accept(_socket, null, null, Libc.SOCK_CLOEXEC);
            if (number >= 0)
            {
                return new Descriptor(number);
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case Libc.EINTR or Libc.ECONNABORTED:
                    continue;
                case Libc.EINVAL:
                    return null;
                case var error:
                    throw new Win32Exception(error);
            }
        }
    }

    /// <summary>Ends the waiting, and lets nobody connect any more.</summary>
    public void Close()
    {
        File.Delete(_path);
        _ = Libc.Shutdown(_socket, Libc.SHUT_RDWR);
    }

    public void Dispose() => _socket.Dispose();

    private static Descriptor New()
    {
        var number = Libc.Socket(Libc.AF_UNIX, Libc.SOCK_SEQPACKET | Libc.SOCK_CLOEXEC, 0);
        return number >= 0 ? new Descriptor(number) : throw new Win32Exception(Marshal.GetLastPInvokeError());
    }
}
