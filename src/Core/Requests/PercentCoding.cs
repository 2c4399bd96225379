using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Countersign.Core.Requests;

/// <summary>
/// Form decoding as real clients encode (RFC 3986, encodeURIComponent, urlencode, URLEncoder; plus is a space) and encoding in the
/// one canonical form: RFC 3986 unreserved characters stay, everything else is <c>%HH</c> with upper-case digits.
/// </summary>
internal static class PercentCoding
{
    private static readonly SearchValues<byte> _unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~"u8);

    // What some client leaves unencoded in a value. Not among them: '&' and '=' (structure), '#' (ends a query), whatever no client
    // leaves raw, and everything outside ASCII, which the exchange itself refuses since 2026-01-15.
    private static readonly SearchValues<byte> _acceptedRaw =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~!$'()*,;:@/?[]{}\"+"u8);

    /// <summary>Decodes a value; null if its encoding is odd, it is not UTF-8, or it holds a control character.</summary>
    public static string? Decode(ReadOnlySpan<byte> encoded)
    {
        var plain = encoded.IndexOfAnyExcept(_unreserved) < 0;
        if (plain)
        {
            return Encoding.ASCII.GetString(encoded);
        }

        var rented = ArrayPool<byte>.Shared.Rent(encoded.Length);
        try
        {
            var length = Decode(encoded, rented);
            return length < 0 ? null : ToText(rented.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>How many bytes <see cref="Encode"/> writes.</summary>
    public static int EncodedLength(ReadOnlySpan<char> value)
    {
        var length = 0;
        foreach (var rune in value.EnumerateRunes())
        {
            length += IsUnreserved(rune) ? 1 : 3 * rune.Utf8SequenceLength;
        }

        return length;
    }

    /// <summary>Writes the canonical form of a value; the destination must hold <see cref="EncodedLength"/> bytes.</summary>
    public static int Encode(ReadOnlySpan<char> value, Span<byte> destination)
    {
        var at = 0;
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in value.EnumerateRunes())
        {
            if (IsUnreserved(rune))
            {
                destination[at++] = (byte)rune.Value;
                continue;
            }

            var count = rune.EncodeToUtf8(utf8);
            for (var i = 0; i < count; i++)
            {
                destination[at++] = (byte)'%';
                destination[at++] = HexDigit(utf8[i] >> 4);
                destination[at++] = HexDigit(utf8[i] & 15);
            }
        }

        return at;
    }

    private static int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        var length = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            var b = encoded[i];
            if (b == '%')
            {
                if (i + 2 >= encoded.Length || !TryReadHex(encoded[i + 1], out var high) || !TryReadHex(encoded[i + 2], out var low))
                {
                    return -1;
                }

                decoded[length++] = (byte)((high << 4) | low);
                i += 2;
            }
            else if (_acceptedRaw.Contains(b))
            {
                decoded[length++] = b == '+' ? (byte)' ' : b;
            }
            else
            {
                return -1;
            }
        }

        return length;
    }

    private static string? ToText(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(utf8);
        foreach (var c in text)
        {
            // The two separators end a line for some readers of a log.
            if (char.IsControl(c) || c is '\u2028' or '\u2029')
            {
                return null;
            }
        }

        return text;
    }

    private static bool IsUnreserved(Rune rune) => rune.IsAscii && _unreserved.Contains((byte)rune.Value);

    private static bool TryReadHex(byte digit, out int value)
    {
        value = digit switch
        {
            >= (byte)'0' and <= (byte)'9' => digit - '0',
            >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
            >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
            _ => -1,
        };
        return value >= 0;
    }

    private static byte HexDigit(int value) => "0123456789ABCDEF"u8[value];
}
