namespace Countersign.Core.Requests;

/// <summary>
/// The bytes that the bot signed: query and body without separator, without the signature parameter and its ampersand. Up to four
/// pieces of the caller's buffers, in order; feed them to a MAC one after the other, or copy them.
/// </summary>
public readonly record struct SignedBytes(
    ReadOnlyMemory<byte> First, ReadOnlyMemory<byte> Second, ReadOnlyMemory<byte> Third, ReadOnlyMemory<byte> Fourth)
{
    public int Length => First.Length + Second.Length + Third.Length + Fourth.Length;

    /// <summary>Copies all pieces one after the other; the destination must hold <see cref="Length"/> bytes.</summary>
    public int CopyTo(Span<byte> destination)
    {
        First.Span.CopyTo(destination);
        Second.Span.CopyTo(destination[First.Length..]);
        Third.Span.CopyTo(destination[(First.Length + Second.Length)..]);
        Fourth.Span.CopyTo(destination[(First.Length + Second.Length + Third.Length)..]);
        return Length;
    }

    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }
}
