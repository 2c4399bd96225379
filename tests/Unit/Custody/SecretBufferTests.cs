using Countersign.Signer.Memory;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Custody;

public sealed class SecretBufferTests
{
    [Fact]
    public void Refuses_to_be_written_once_it_is_filled()
    {
        using SecretBuffer secret = SecretBuffer.CopyOf("abc"u8);

        Should.Throw<InvalidOperationException>(() => secret.Writable[0] = 1);
        secret.Span.SequenceEqual("abc"u8).ShouldBeTrue();
    }

    [Fact]
    public void Refuses_to_be_read_once_it_is_disposed()
    {
        SecretBuffer secret = SecretBuffer.CopyOf("abc"u8);
        secret.Dispose();

        Should.Throw<ObjectDisposedException>(() => secret.Span.Length);
    }
}
