using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Countersign.Core.Journal.Merkle;

/// <summary>
/// A hash of the journal's Merkle tree: SHA-256 as in RFC 6962, section 2.1, where a leaf begins with the byte 0 and a node with the byte 1, so that
/// neither can be passed off as the other.
/// </summary>
public readonly record struct MerkleHash
{
    public const int Length = SHA256.HashSizeInBytes;

    private const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;
    private const int OnTheStack = 2048;

    private readonly ulong _first;
    private readonly ulong _second;
    private readonly ulong _third;
    private readonly ulong _fourth;

    private MerkleHash(ReadOnlySpan<ulong> words) => (_first, _second, _third, _fourth) = (words[0], words[1], words[2], words[3]);

    /// <summary>The root of a tree without entries.</summary>
    public static MerkleHash Empty { get; } = Digest([]);

    /// <summary>Its 32 bytes.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes => MemoryMarshal.AsBytes(new ReadOnlySpan<MerkleHash>(in this));

    /// <summary>A hash from its 32 bytes.</summary>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public static MerkleHash From(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Length ? new MerkleHash(MemoryMarshal.Cast<byte, ulong>(bytes)) : throw new ArgumentException("a hash has 32 bytes", nameof(bytes));

    /// <summary>The hash of an entry.</summary>
    public static MerkleHash OfLeaf(ReadOnlySpan<byte> entry)
    {
        byte[]? rented = null;
        Span<byte> input = entry.Length < OnTheStack
            ? stackalloc byte[OnTheStack]
            : rented = ArrayPool<byte>.Shared.Rent(entry.Length + 1);
        input[0] = LeafPrefix;
        entry.CopyTo(input[1..]);
        var hash = Digest(input[..(entry.Length + 1)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return hash;
    }

    /// <summary>The hash of a node from those of its two children.</summary>
    public static MerkleHash OfNode(in MerkleHash left, in MerkleHash right)
    {
        Span<byte> input = stackalloc byte[1 + (2 * Length)];
        input[0] = NodePrefix;
        left.Bytes.CopyTo(input[1..]);
        right.Bytes.CopyTo(input[(1 + Length)..]);
        return Digest(input);
    }

    /// <summary>In Base64, as in a checkpoint.</summary>
    public override string ToString() => Convert.ToBase64String(Bytes);

    private static MerkleHash Digest(ReadOnlySpan<byte> input)
    {
        Span<byte> hash = stackalloc byte[Length];
        _ = SHA256.HashData(input, hash);
        return From(hash);
    }
}
