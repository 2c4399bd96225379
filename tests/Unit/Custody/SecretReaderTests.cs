using System.IO.Pipes;
using System.Text;
using Countersign.Signer.Memory;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Custody;

public sealed class SecretReaderTests
{
    [Theory]
    [InlineData("passphrase", "passphrase")]
    [InlineData("passphrase\n", "passphrase")]
    [InlineData("passphrase\r\n", "passphrase")]
    [InlineData(" with spaces ", " with spaces ")]
    [InlineData("pässword", "pässword")]
    public void Reads_a_line_without_its_end(string written, string expected) => ReadLine(written).ShouldBe(expected);

    [Theory]
    [InlineData("", "the passphrase is empty")]
    [InlineData("\n", "the passphrase is empty")]
    [InlineData("one\ntwo\n", "the passphrase has more than one line; put it alone into its file")]
    [InlineData("one\0two", "the passphrase has more than one line; put it alone into its file")]
    public void Refuses_what_is_no_line(string written, string reason) => ReadLine(written).ShouldBe(reason);

    [Fact]
    public void Takes_a_line_up_to_its_limit_and_refuses_a_longer_one()
    {
        ReadLine(new string('a', 1024) + "\n").ShouldBe(new string('a', 1024));
        ReadLine(new string('a', 1025)).ShouldBe("the passphrase is longer than 1024 bytes");
        ReadLine(new string('a', 5000)).ShouldBe("the passphrase is longer than 1024 bytes");
    }

    [Fact]
    public void Says_why_a_descriptor_cannot_be_read()
    {
        SecretReader.TryReadLine(-1, default, 10, out SecretBuffer? secret, out string reason).ShouldBeFalse();
        secret.ShouldBeNull();
        reason.ShouldStartWith("the secret could not be read: ");
    }

    [Fact]
    public void Gives_up_when_nobody_waits_for_the_secret_any_more()
    {
        using var writer = new AnonymousPipeServerStream(PipeDirection.Out);
        int fd = (int)writer.ClientSafePipeHandle.DangerousGetHandle();
        SecretReader.TryReadLine(fd, default, 10, out SecretBuffer? secret, out string reason, isAbandoned: () => true).ShouldBeFalse();
        secret.ShouldBeNull();
        reason.ShouldBe("the command that asked for the secret has ended");
    }

    [Fact]
    public void Reads_what_is_there_although_nobody_waits_for_it()
    {
        using var writer = new AnonymousPipeServerStream(PipeDirection.Out);
        writer.Write("line\n"u8);
        int fd = (int)writer.ClientSafePipeHandle.DangerousGetHandle();
        using var reader = new AnonymousPipeClientStream(PipeDirection.In, writer.ClientSafePipeHandle);
        writer.Dispose();
        SecretReader.TryReadLine(fd, default, 10, out SecretBuffer? secret, out _, isAbandoned: () => true).ShouldBeTrue();
        secret.ShouldNotBeNull().Dispose();
    }

    private static string ReadLine(string written)
    {
        using var writer = new AnonymousPipeServerStream(PipeDirection.Out);
        writer.Write(Encoding.UTF8.GetBytes(written));
        int fd = (int)writer.ClientSafePipeHandle.DangerousGetHandle();
        using var reader = new AnonymousPipeClientStream(PipeDirection.In, writer.ClientSafePipeHandle);
        writer.Dispose();
        bool read = SecretReader.TryReadLine(fd, "passphrase: "u8, SecretReader.MaxPassphrase, out SecretBuffer? secret, out string reason);
        using (secret)
        {
            return read ? Encoding.UTF8.GetString(secret!.Span) : reason;
        }
    }
}
