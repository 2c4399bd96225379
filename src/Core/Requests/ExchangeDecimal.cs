using System.Globalization;
using System.Text;
using Countersign.Core.Refusals;

namespace Countersign.Core.Requests;

/// <summary>A number as the exchange writes them: digits, optionally a point and digits; no sign, no exponent, no separators.</summary>
public static class ExchangeDecimal
{
    /// <summary>More significant digits do not fit a <see cref="decimal"/> without rounding.</summary>
    public const int MaxSignificantDigits = 28;

    // No number the exchange takes is longer; 20 digits before and after the point is its own limit.
    private const int MaxLength = 64;

    // So many fit a long, whatever they are.
    private const int DigitsOfLong = 18;

    /// <summary>Reads the exact value; never rounds. Trailing zeros of a fraction and leading zeros do not count as digits.</summary>
    /// <returns>None, <see cref="RefusalKind.MalformedNumber"/> or <see cref="RefusalKind.TooManyDigits"/>.</returns>
    public static RefusalKind Read(ReadOnlySpan<byte> text, out decimal value)
    {
        value = 0;
        var point = text.IndexOf((byte)'.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? "0"u8 : text[(point + 1)..];
        if (text.Length > MaxLength || !AreDigits(whole) || !AreDigits(fraction))
        {
            return RefusalKind.MalformedNumber;
        }

        whole = whole.TrimStart((byte)'0');
        fraction = fraction.TrimEnd((byte)'0');
        var digits = whole.Length > 0 ? whole.Length + fraction.Length : fraction.TrimStart((byte)'0').Length;
        if (digits > MaxSignificantDigits || fraction.Length > MaxSignificantDigits)
        {
            return RefusalKind.TooManyDigits;
        }

        value = digits <= DigitsOfLong
            ? Short(whole, fraction)
            : decimal.Parse(point < 0 ? text : text[..(point + 1 + fraction.Length)], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        return RefusalKind.None;
    }

    /// <inheritdoc cref="Read(ReadOnlySpan{byte}, out decimal)"/>
    public static RefusalKind Read(ReadOnlySpan<char> text, out decimal value)
    {
        Span<byte> ascii = stackalloc byte[MaxLength];
        if (text.Length <= MaxLength && Ascii.IsValid(text))
        {
            return Read(ascii[..Encoding.ASCII.GetBytes(text, ascii)], out value);
        }

        value = 0;
        return RefusalKind.MalformedNumber;
    }

    private static decimal Short(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> fraction)
    {
        long units = 0;
        foreach (var digit in whole)
        {
            units = (units * 10) + (digit - '0');
        }

        foreach (var digit in fraction)
        {
            units = (units * 10) + (digit - '0');
        }

        return new decimal((int)units, (int)(units >> 32), 0, isNegative: false, (byte)fraction.Length);
    }

    private static bool AreDigits(ReadOnlySpan<byte> text) => text.Length > 0 && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
