using Countersign.Core.Journal;
using Countersign.Core.Journal.Merkle;

namespace Countersign.Cli.Journal;

/// <summary>Up to 256 entries that lie together, as they are stored, with the hashes over them.</summary>
internal sealed class Bundle
{
    private readonly byte[] _bytes;
    private readonly int[] _offsets;

    private Bundle(ulong number, byte[] bytes, int[] offsets)
    {
        (Number, _bytes, _offsets) = (number, bytes, offsets);
        for (var i = 0; i < Count; i++)
        {
            Nodes.Add(MerkleHash.OfLeaf(Entry(i)));
        }
    }

    /// <summary>The index of its first entry, divided by 256.</summary>
    internal ulong Number { get; }

    /// <summary>Its entries.</summary>
    internal int Count => _offsets.Length - 1;

    /// <summary>The entries, each behind its length: an entry bundle of tlog-tiles.</summary>
    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The complete nodes over its entries; the index counts from its first.</summary>
    internal MerkleNodes Nodes { get; } = new(0);

    internal ReadOnlySpan<byte> Entry(int place) => _bytes.AsSpan((_offsets[place] + JournalLayout.LengthBytes).._offsets[place + 1]);

    /// <summary>Reads the next bundle, or what there is of it below <paramref name="size"/>.</summary>
    internal static Bundle Read(JournalReader reader, ulong size)
    {
        var number = reader.Size / JournalLayout.BundleEntries;
        using var bytes = new MemoryStream();
        List<int> offsets = [0];
        Span<byte> length = stackalloc byte[JournalLayout.LengthBytes];
        while (offsets.Count <= JournalLayout.BundleEntries && reader.Size < size && reader.MoveNext())
        {
            System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)reader.Entry.Length);
            bytes.Write(length);
            bytes.Write(reader.Entry);
            offsets.Add((int)bytes.Length);
        }

        return new Bundle(number, bytes.ToArray(), [.. offsets]);
    }
}
