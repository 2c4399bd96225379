using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Countersign.Courier.Wire;

/// <summary>
/// What an answer's headers say: the few that a bot gets to see, and only with values that cannot shape anything, and what the courier itself needs.
/// Of a header that is there several times the first counts.
/// </summary>
internal sealed class PassedHeaders
{
    private const int MaxLength = 16 * 1024;
    private const int MaxRetrySeconds = 3 * 24 * 3600;

    private static readonly SearchValues<char> _nameLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

    private (bool IsThere, int? Number) _retryAfter;
    private (bool IsThere, int? Number) _usedWeight;
    private (bool IsThere, int? Number) _accountWeight;

    private PassedHeaders(HttpResponseMessage response)
    {
        var lines = ArrayPool<byte>.Shared.Rent(MaxLength);
        var length = Take(response.Headers.NonValidated, lines, 0);
        length = Take(response.Content.Headers.NonValidated, lines, length);
        Lines = lines.AsSpan(0, length).ToArray();
        ArrayPool<byte>.Shared.Return(lines);
    }

    /// <summary>Lines of 'name: value' ended by CR LF, names in lower case.</summary>
    public byte[] Lines { get; }

    /// <summary>True when there is a Content-Encoding that changes the body.</summary>
    public bool IsEncoded { get; private set; }

    /// <summary>Retry-After in seconds, as the exchange gives it, with the longest ban it names as the limit.</summary>
    public TimeSpan? RetryAfter => _retryAfter.Number is { } seconds ? TimeSpan.FromSeconds(Math.Min(seconds, MaxRetrySeconds)) : null;

    /// <summary>X-MBX-USED-WEIGHT-1M.</summary>
    public int? UsedWeight => _usedWeight.Number;

    /// <summary>True when there is an X-SAPI-USED-UID-WEIGHT-1M.</summary>
    public bool CountsAccount => _accountWeight.Number is not null;

    public static PassedHeaders Of(HttpResponseMessage response) => new(response);

    private int Take(HttpHeadersNonValidated headers, Span<byte> lines, int length)
    {
        foreach (var header in headers)
        {
            foreach (var value in header.Value)
            {
                Note(header.Key, value);
                length += Write(header.Key, value, lines[length..MaxLength]);
            }
        }

        return length;
    }

    private void Note(string name, string value)
    {
        if (Is(name, "Retry-After"))
        {
            KeepFirst(ref _retryAfter, value);
        }
        else if (Is(name, "X-MBX-USED-WEIGHT-1M"))
        {
            KeepFirst(ref _usedWeight, value);
        }
        else if (Is(name, "X-SAPI-USED-UID-WEIGHT-1M"))
        {
            KeepFirst(ref _accountWeight, value);
        }
        else if (Is(name, "Content-Encoding"))
        {
            IsEncoded |= !value.AsSpan().Trim().Equals("identity", StringComparison.OrdinalIgnoreCase);
        }
    }

    private static void KeepFirst(ref (bool IsThere, int? Number) kept, string value)
    {
        if (!kept.IsThere)
        {
            kept = (true, int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null);
        }
    }

    // The bytes written; none for a header that does not pass, or has no room.
    private static int Write(string name, string value, Span<byte> line)
    {
        if (!Passes(name) || value.AsSpan().ContainsAnyExceptInRange(' ', '~') || name.Length + value.Length + 4 > line.Length)
        {
            return 0;
        }

        Ascii.ToLower(name, line, out var length);
        ": "u8.CopyTo(line[length..]);
        length += 2;
        length += Encoding.ASCII.GetBytes(value, line[length..]);
        "\r\n"u8.CopyTo(line[length..]);
        return length + 2;
    }

    private static bool Passes(string name) =>
        Is(name, "Content-Type") || Is(name, "Content-Encoding") || Is(name, "Retry-After") || Is(name, "Date")
        || ((name.StartsWith("x-mbx-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("x-sapi-", StringComparison.OrdinalIgnoreCase))
            && !name.AsSpan().ContainsAnyExcept(_nameLetters));

    private static bool Is(string name, string expected) => name.Equals(expected, StringComparison.OrdinalIgnoreCase);
}
