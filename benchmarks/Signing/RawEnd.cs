using System.ComponentModel;
using System.Runtime.InteropServices;
using Countersign.Channels;

namespace Countersign.Benchmarks.Signing;

/// <summary>
/// One end of a channel as bare as can be: the bench asks again and again instead of waiting, so that its own wake-up is not part of what is
/// measured. Not for several threads at once.
/// </summary>
internal sealed partial class RawEnd(Descriptor socket) : IDisposable
{
    private const int DoNotWait = 0x40;
    private const int NoSignal = 0x4000;
    private const int Again = 11;
    private const string Library = "libc.so.6";

    public void Send(ReadOnlySpan<byte> packet)
    {
        if (Send(socket.Number, packet, (nuint)packet.Length, NoSignal) < 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>Takes a packet if there is one; zero when there is none.</summary>
    /// <exception cref="EndOfStreamException">The process at the other end has ended.</exception>
    public int TryReceive(Span<byte> buffer)
    {
        var length = Receive(socket.Number, buffer, (nuint)buffer.Length, DoNotWait);
        return length switch
        {
            > 0 => (int)length,
            0 => throw new EndOfStreamException("the process that is measured has ended"),
            _ => Marshal.GetLastPInvokeError() is var error && error == Again ? 0 : throw new Win32Exception(error),
        };
    }

    public void Dispose() => socket.Dispose();

    [LibraryImport(Library, EntryPoint = "send", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Send(int socket, ReadOnlySpan<byte> packet, nuint length, int flags);

    [LibraryImport(Library, EntryPoint = "recv", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Receive(int socket, Span<byte> buffer, nuint length, int flags);
}
