using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Countersign.Channels;
using Countersign.Signer.Interop;

namespace Countersign.Signer.Memory;

/// <summary>
/// Reads a secret from an open file descriptor (file, pipe or terminal) straight into guarded memory: it is never an argument, an
/// environment variable or a managed buffer. The descriptor stays the caller's.
/// </summary>
internal static class SecretReader
{
    /// <summary>Longest passphrase, in bytes.</summary>
    public const int MaxPassphrase = 1024;

    /// <summary>Longest key file: RSA-4096 in encrypted PEM is below 4 KiB; comments may stand around it.</summary>
    public const int MaxKeyFile = 16 * 1024;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    /// <summary>A passphrase: one line; the end of line is not part of it. A terminal is asked with <paramref name="prompt"/> and does not echo.</summary>
    /// <param name="fd">The open file, pipe or terminal.</param>
    /// <param name="prompt">What a terminal shows.</param>
    /// <param name="limit">In bytes.</param>
    /// <param name="secret">The line.</param>
    /// <param name="reason">Why there is none.</param>
    /// <param name="isAbandoned">True when nobody waits for it any more: then the terminal is given back, and takes no line from its shell.</param>
    /// <param name="what">What it is called where it is refused.</param>
    public static bool TryReadLine(
        int fd, ReadOnlySpan<byte> prompt, int limit, [NotNullWhen(true)] out SecretBuffer? secret, out string reason,
        Func<bool>? isAbandoned = null, string what = "passphrase")
    {
        using TerminalEcho? terminal = TerminalEcho.TurnOff(fd, prompt);
        if (!TryRead(fd, limit + 2, stopAtLine: terminal is not null, isAbandoned, out secret, out int length, out reason))
        {
            return false;
        }

        ReadOnlySpan<byte> line = secret.Span[..length];
        line = line.EndsWith("\n"u8) ? line[..^1] : line;
        line = line.EndsWith("\r"u8) ? line[..^1] : line;
        reason = line switch
        {
            { IsEmpty: true } => $"the {what} is empty",
            _ when line.Length > limit => $"the {what} is longer than {limit} bytes",
            _ when line.ContainsAny("\n\r\0"u8) => $"the {what} has more than one line; put it alone into its file",
            _ => "",
        };
        return Finish(ref secret, line.Length, reason);
    }

    /// <summary>A whole file, such as a key in PEM.</summary>
    public static bool TryReadFile(
        int fd, int limit, [NotNullWhen(true)] out SecretBuffer? secret, out string reason, Func<bool>? isAbandoned = null)
    {
        if (!TryRead(fd, limit + 1, stopAtLine: false, isAbandoned, out secret, out int length, out reason))
        {
            return false;
        }

        reason = length == 0 ? "the file is empty" : length > limit ? $"the file is longer than {limit} bytes" : "";
        return Finish(ref secret, length, reason);
    }

    private static bool Finish([NotNullWhen(true)] ref SecretBuffer? secret, int length, string reason)
    {
        if (reason.Length > 0)
        {
            secret?.Dispose();
            secret = null;
            return false;
        }

        secret!.Filled(length);
        return true;
    }

    private static bool TryRead(
        int fd, int capacity, bool stopAtLine, Func<bool>? isAbandoned,
        [NotNullWhen(true)] out SecretBuffer? secret, out int length, out string reason)
    {
        secret = SecretBuffer.Create(capacity);
        length = 0;
        reason = "";
        while (length < capacity)
        {
            if (!WaitForInput(fd, isAbandoned))
            {
                reason = "the command that asked for the secret has ended";
                secret.Dispose();
                secret = null;
                return false;
            }

            Span<byte> free = secret.Writable[length..];
            nint got = Libc.read(fd, free, (nuint)free.Length);
            if (got < 0 && Marshal.GetLastPInvokeError() == Libc.Interrupted)
            {
                continue;
            }

            if (got < 0)
            {
                reason = $"the secret could not be read: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}";
                secret.Dispose();
                secret = null;
                return false;
            }

            length += (int)got;
            if (got == 0 || (stopAtLine && secret.Span[length - 1] == '\n'))
            {
                break;
            }
        }

        return true;
    }

    private static bool WaitForInput(int fd, Func<bool>? isAbandoned)
    {
        while (isAbandoned is not null && !Readiness.WaitForInput(fd, BetweenLooks))
        {
            if (isAbandoned())
            {
                return false;
            }
        }

        return true;
    }
}
