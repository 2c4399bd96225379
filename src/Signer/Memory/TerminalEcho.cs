using System.Runtime.InteropServices;
using Countersign.Signer.Interop;

namespace Countersign.Signer.Memory;

/// <summary>
/// A terminal that does not show what is typed, until it is disposed; it is restored before a signal or its supervisor ends the process as
/// well, so that nobody is left with a mute shell.
/// </summary>
internal sealed class TerminalEcho : IDisposable
{
    private readonly int _fd;
    private readonly Termios _before;
    private readonly PosixSignalRegistration[] _signals;

    private TerminalEcho(int fd, Termios before)
    {
        _fd = fd;
        _before = before;
        _signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT }
            .Select(signal => PosixSignalRegistration.Create(signal, _ => Restore())),
            PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => Silence())];
        AppDomain.CurrentDomain.ProcessExit += RestoreAtExit;
    }

    /// <summary>Null when the descriptor is no terminal: then there is nobody to ask and nothing to hide.</summary>
    public static TerminalEcho? TurnOff(int fd, ReadOnlySpan<byte> prompt)
    {
        if (Libc.isatty(fd) != 1 || Libc.tcgetattr(fd, out Termios before) != 0)
        {
            return null;
        }

        var echo = new TerminalEcho(fd, before);
        if (!echo.Silence())
        {
            echo.Dispose();
            throw new IOException("the terminal does not let its echo be turned off; give the passphrase as a file");
        }

        _ = Libc.write(fd, prompt, (nuint)prompt.Length);
        return echo;
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= RestoreAtExit;
        RestoreAtExit(this, EventArgs.Empty);
        foreach (PosixSignalRegistration signal in _signals)
        {
            signal.Dispose();
        }
    }

    // Again after a stop: the shell had made the terminal its own meanwhile. In the background it stays the shell's.
    private bool Silence()
    {
        if (Libc.tcgetpgrp(_fd) is var foreground && foreground > 0 && foreground != Libc.getpgrp())
        {
            return true;
        }

        Termios silent = _before;
        silent.LocalModes &= ~Termios.Echo;
        return Libc.tcsetattr(_fd, Termios.Flush, silent) == 0;
    }

    private void RestoreAtExit(object? sender, EventArgs e)
    {
        Restore();
        _ = Libc.write(_fd, "\n"u8, 1);
    }

    private void Restore() => _ = Libc.tcsetattr(_fd, Termios.Flush, _before);
}
