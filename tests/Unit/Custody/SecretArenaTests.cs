using System.Globalization;
using Countersign.Signer.Memory;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Custody;

/// <summary>Looks at memory that other tests use too, so nothing runs beside it.</summary>
[Collection(Alone.Name)]
public sealed unsafe class SecretArenaTests
{
    private readonly SecretArena _arena = new();

    [Fact]
    public void Secrets_are_read_only_out_of_core_dumps_and_behind_guard_pages()
    {
        var slab = _arena.Take(3, out var slot);
        new Span<byte>((void*)slot, 3).Fill(7);
        Permissions(slot).ShouldStartWith("rw-");
        _arena.EndWriting(slab);

        var lines = File.ReadAllLines("/proc/self/smaps");
        var at = Array.FindIndex(lines, line => Covers(line, slot));
        lines[at].Split(' ')[1].ShouldStartWith("r--");
        lines.Skip(at).First(static line => line.StartsWith("VmFlags", StringComparison.Ordinal)).ShouldContain(" dd");
        var (start, end) = Bounds(lines[at]);
        Permissions(start - 1).ShouldStartWith("---");
        Permissions(end).ShouldStartWith("---");
        _arena.Return(slab, slot, isWriting: false);
    }

    [Fact]
    public void Pages_are_writable_as_long_as_one_secret_in_them_is_being_filled()
    {
        var slab = _arena.Take(32, out var first);
        _arena.Take(32, out var second).ShouldBe(slab);

        _arena.EndWriting(slab);
        Permissions(first).ShouldStartWith("rw-");
        _arena.EndWriting(slab);
        Permissions(first).ShouldStartWith("r--");

        _arena.Return(slab, first, isWriting: false);
        Permissions(second).ShouldStartWith("r--");
        _arena.Return(slab, second, isWriting: false);
    }

    [Theory]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(4096)]
    public void A_slot_is_wiped_when_it_is_given_back(int length)
    {
        // A neighbour keeps the pages.
        _ = _arena.Take(length, out _);
        var slab = _arena.Take(length, out var slot);
        new Span<byte>((void*)slot, length).Fill(7);
        _arena.EndWriting(slab);
        _arena.Return(slab, slot, isWriting: false);
        new ReadOnlySpan<byte>((void*)slot, length).ContainsAnyExcept((byte)0).ShouldBeFalse();

        _arena.Take(length, out var again).ShouldBe(slab);
        again.ShouldBe(slot);
        new Span<byte>((void*)again, length).Fill(8);
    }

    [Fact]
    public void Fifty_thousand_secrets_are_apart_and_share_pages()
    {
        const int count = 50_000;
        var before = File.ReadAllLines("/proc/self/maps").Length;
        var random = new Random(20261120);
        var taken = new List<(SecretSlab Slab, nint Slot, byte Mark)>();
        for (var i = 0; i < count; i++)
        {
            var slab = _arena.Take(64, out var slot);
            var mark = (byte)random.Next(1, 256);
            new Span<byte>((void*)slot, 64).Fill(mark);
            _arena.EndWriting(slab);
            taken.Add((slab, slot, mark));
        }

        // 49 of 64 KiB, each between two guards.
        (File.ReadAllLines("/proc/self/maps").Length - before).ShouldBeLessThan(200);
        foreach (var (_, slot, mark) in taken)
        {
            new ReadOnlySpan<byte>((void*)slot, 64).ContainsAnyExcept(mark).ShouldBeFalse();
        }

        foreach (var (slab, slot, _) in taken)
        {
            _arena.Return(slab, slot, isWriting: false);
        }

        (File.ReadAllLines("/proc/self/maps").Length - before).ShouldBeLessThan(20);
    }

    [Fact]
    public void A_large_secret_has_pages_of_its_own_which_go_with_it()
    {
        var slab = _arena.Take(100_000, out var slot);
        new Span<byte>((void*)slot, 100_000).Fill(7);
        _arena.Return(slab, slot, isWriting: true);
        Permissions(slot).ShouldBeEmpty();
    }

    private static string Permissions(nint address) =>
        File.ReadLines("/proc/self/maps").FirstOrDefault(line => Covers(line, address))?.Split(' ')[1] ?? "";

    private static bool Covers(string line, nint address) => Bounds(line) is var (start, end) && address >= start && address < end;

    private static (nint Start, nint End) Bounds(string line)
    {
        var parts = line.Split('-', ' ');
        return parts.Length > 4
            && nint.TryParse(parts[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var start)
            && nint.TryParse(parts[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var end) ? (start, end) : (0, 0);
    }
}
