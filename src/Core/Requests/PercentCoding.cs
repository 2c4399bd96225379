using System.Buffers;
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

    /// <summary>True for text that is the same decoded and encoded.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> text) => !text.ContainsAnyExcept(_unreserved);

    /// <summary>Decodes a value into UTF-8, which is never longer; -1 if its encoding is odd, it is not UTF-8, or it holds a control character.</summary>
    public static int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded)
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

        return IsText(decoded[..length]) ? length : -1;
    }

    /// <summary>How many bytes <see cref="Encode"/> writes.</summary>
    public static int EncodedLength(ReadOnlySpan<byte> value)
    {
        var length = value.Length;
        foreach (var b in value)
        {
            length += _unreserved.Contains(b) ? 0 : 2;
        }

        return length;
    }

    /// <summary>Writes the canonical form of a value; the destination must hold <see cref="EncodedLength"/> bytes.</summary>
    public static int Encode(ReadOnlySpan<byte> value, Span<byte> destination)
    {
        if (IsPlain(value))
        {
            value.CopyTo(destination);
            return value.Length;
        }

        var at = 0;
        foreach (var b in value)
        {
            if (_unreserved.Contains(b))
            {
                destination[at++] = b;
                continue;
            }

            destination[at++] = (byte)'%';
            destination[at++] = HexDigit(b >> 4);
            destination[at++] = HexDigit(b & 15);
        }

        return at;
    }

    private static bool IsText(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            return false;
        }

        for (var i = 0; i < utf8.Length; i++)
        {
            // In valid UTF-8 the rest of a character follows its first byte: C2 80 to C2 9F are control characters too.
            if (utf8[i] is < 0x20 or 0x7F || (utf8[i] == 0xC2 && utf8[i + 1] < 0xA0))
            {
                return false;
            }
        }

        // The two separators end a line for some readers of a log.
        return utf8.IndexOf("\u2028"u8) < 0 && utf8.IndexOf("\u2029"u8) < 0;
    }

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
