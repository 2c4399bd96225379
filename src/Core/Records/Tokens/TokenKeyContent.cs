using Countersign.Core.Bytes;

namespace Countersign.Core.Records.Tokens;

// size  field
//  2+n  PKCS#11 URI of the key
//  2+n  PIN of the token, 1 to 255 bytes

/// <summary>
/// The secret of an exchange key that is in a token: where the key is, and the PIN that lets it sign. It is a view over bytes that the caller
/// keeps in guarded memory: the PIN may not be copied to the managed heap, and the view must not outlive those bytes.
/// </summary>
public readonly ref struct TokenKeyContent
{
    /// <summary>Longest PIN, in bytes.</summary>
    public const int MaxPin = 255;

    /// <summary>By <see cref="TokenUri"/>.</summary>
    public required ReadOnlySpan<byte> Uri { get; init; }

    public required ReadOnlySpan<byte> Pin { get; init; }

    public int EncodedLength => 2 + Uri.Length + 2 + Pin.Length;

    /// <summary>Writes the content into guarded memory of <see cref="EncodedLength"/> bytes.</summary>
    public void Write(Span<byte> target)
    {
        if (Uri.Length > TokenUri.MaxLength || Pin.Length is 0 or > MaxPin)
        {
            throw new InvalidOperationException("the key of a token does not fit its record");
        }

        var writer = new ByteWriter(target);
        writer.Field16(Uri);
        writer.Field16(Pin);
    }

    public static bool TryRead(ReadOnlySpan<byte> bytes, out TokenKeyContent content)
    {
        var reader = new ByteReader(bytes);
        ReadOnlySpan<byte> uri = reader.Field16(TokenUri.MaxLength);
        ReadOnlySpan<byte> pin = reader.Field16(MaxPin);
        content = reader.Complete ? new TokenKeyContent { Uri = uri, Pin = pin } : default;
        return reader.Complete && !uri.IsEmpty && !pin.IsEmpty;
    }
}
