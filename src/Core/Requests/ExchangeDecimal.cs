using System.Globalization;
using Countersign.Core.Refusals;

namespace Countersign.Core.Requests;

/// <summary>A number as the exchange writes them: digits, optionally a point and digits; no sign, no exponent, no separators.</summary>
public static class ExchangeDecimal
{
    /// <summary>More significant digits do not fit a <see cref="decimal"/> without rounding.</summary>
    public const int MaxSignificantDigits = 28;

    // No number the exchange takes is longer; 20 digits before and after the point is its own limit.
    private const int MaxLength = 64;

    /// <summary>Reads the exact value; never rounds. Trailing zeros of a fraction and leading zeros do not count as digits.</summary>
    /// <returns>None, <see cref="RefusalKind.MalformedNumber"/> or <see cref="RefusalKind.TooManyDigits"/>.</returns>
    public static RefusalKind Read(ReadOnlySpan<char> text, out decimal value)
    {
        value = 0;
        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? "0" : text[(point + 1)..];
        if (text.Length > MaxLength || !AreDigits(whole) || !AreDigits(fraction))
        {
            return RefusalKind.MalformedNumber;
        }

        whole = whole.TrimStart('0');
        fraction = fraction.TrimEnd('0');
        var digits = whole.Length > 0 ? whole.Length + fraction.Length : fraction.TrimStart('0').Length;
        if (digits > MaxSignificantDigits || fraction.Length > MaxSignificantDigits)
        {
            return RefusalKind.TooManyDigits;
        }

        var significant = point < 0 ? text : text[..(point + 1 + fraction.Length)];
        value = decimal.Parse(significant, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        return RefusalKind.None;
    }

    private static bool AreDigits(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');
}
