using System.Runtime.InteropServices;
using System.Text;
using Countersign.Signer.Interop;
using Countersign.Signer.Memory;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Custody;

/// <summary>The passphrase prompt on a real pseudo-terminal.</summary>
public sealed partial class TerminalTests
{
    [Fact]
    public async Task Asks_on_the_terminal_without_showing_the_answer_and_restores_it()
    {
        openpty(out int master, out int slave, 0, 0, 0).ShouldBe(0);
        try
        {
            Echoes(slave).ShouldBeTrue();
            Task<string> answer = Task.Run(() => ReadLine(slave));

            string shown = await Task.Run(() => Read(master));
            shown.ShouldBe("Passphrase: ");
            Echoes(slave).ShouldBeFalse();
            Libc.write(master, "open sesame\n"u8, 12).ShouldBe(12);

            (await answer).ShouldBe("open sesame");
            (await Task.Run(() => Read(master))).ShouldBe("\r\n");
            Echoes(slave).ShouldBeTrue();
        }
        finally
        {
            _ = Libc.close(master);
            _ = Libc.close(slave);
        }
    }

    [LibraryImport("libc.so.6")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int openpty(out int master, out int slave, nint name, nint settings, nint size);

    private static string ReadLine(int fd)
    {
        SecretReader.TryReadLine(fd, "Passphrase: "u8, SecretReader.MaxPassphrase, out SecretBuffer? secret, out string reason)
            .ShouldBeTrue(reason);
        using (secret)
        {
            return Encoding.UTF8.GetString(secret!.Span);
        }
    }

    private static string Read(int fd)
    {
        Span<byte> bytes = stackalloc byte[256];
        nint length = Libc.read(fd, bytes, (nuint)bytes.Length);
        return Encoding.UTF8.GetString(bytes[..(int)length]);
    }

    private static bool Echoes(int fd)
    {
        Libc.tcgetattr(fd, out Termios settings).ShouldBe(0);
        return (settings.LocalModes & Termios.Echo) != 0;
    }
}
