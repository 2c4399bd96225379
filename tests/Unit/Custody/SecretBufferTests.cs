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

    [Fact]
    public void Is_kept_out_of_core_dumps_and_behind_guard_pages()
    {
        using SecretBuffer secret = SecretBuffer.CopyOf("abc"u8);
        long address = Address(secret);

        string[] maps = File.ReadAllLines("/proc/self/smaps");
        int line = Array.FindIndex(maps, text => Covers(text, address));
        line.ShouldBeGreaterThanOrEqualTo(0);
        maps[line].Split(' ')[1].ShouldStartWith("r--");
        maps.Skip(line).First(text => text.StartsWith("VmFlags", StringComparison.Ordinal)).ShouldContain(" dd");
        long end = Convert.ToInt64(maps[line].Split('-', ' ')[1], 16);
        string next = maps.Skip(line + 1).First(text => Covers(text, end));
        next.Split(' ')[1].ShouldStartWith("---");
    }

    private static unsafe long Address(SecretBuffer secret)
    {
        fixed (byte* start = secret.Span)
        {
            return (long)start;
        }
    }

    private static bool Covers(string line, long address)
    {
        string[] parts = line.Split('-', ' ');
        return parts.Length > 4
            && long.TryParse(parts[0], System.Globalization.NumberStyles.HexNumber, provider: null, out long start)
            && long.TryParse(parts[1], System.Globalization.NumberStyles.HexNumber, provider: null, out long end)
            && address >= start && address < end;
    }
}
