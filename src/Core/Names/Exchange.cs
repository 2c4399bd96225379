using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Countersign.Core.Names;

/// <summary>
/// Where a key is valid: <c>live</c>, <c>testnet</c>, or one http(s) origin such as a sandbox. A record sealed for one is never used
/// at another. Plain http is accepted only on a literal loopback address, because a name may resolve to anywhere.
/// Which hosts <c>live</c> and <c>testnet</c> have is the courier's business.
/// </summary>
public readonly record struct Exchange
{
    /// <summary>Longest text of an exchange, in bytes: it fits a length of one byte.</summary>
    public const int MaxLength = 255;

    private readonly string? _text;

    private Exchange(string text) => _text = text;

    public static Exchange Live { get; } = new("live");

    public static Exchange Testnet { get; } = new("testnet");

    /// <summary>The canonical text: what is sealed, compared and shown. Other than <c>live</c> and <c>testnet</c> it is a URL without a path.</summary>
    public string Value => NameGrammar.Require(_text);

    /// <summary>Reads what an operator typed: upper case in scheme and host, a default port and one closing slash are made canonical.</summary>
    public static bool TryParse(string? text, out Exchange exchange, out string reason)
    {
        exchange = default;
        reason = "";
        switch (text)
        {
            case "live": exchange = Live; return true;
            case "testnet": exchange = Testnet; return true;
            case null or "": reason = "an exchange is 'live', 'testnet' or an http(s) origin such as https://host:port"; return false;
        }

        string lower = text.ToLowerInvariant();
        bool secure = lower.StartsWith("https://", StringComparison.Ordinal);
        if (!secure && !lower.StartsWith("http://", StringComparison.Ordinal))
        {
            reason = "an exchange is 'live', 'testnet' or an http(s) origin such as https://host:port";
            return false;
        }

        ReadOnlySpan<char> authority = lower.AsSpan(secure ? 8 : 7);
        authority = authority.EndsWith("/") ? authority[..^1] : authority;
        if (authority.ContainsAny("/?#@") || !TrySplitPort(authority, out ReadOnlySpan<char> host, out int? port))
        {
            reason = "the origin of an exchange ends with a host or with a port from 1 to 65535: no user, path, query or fragment";
            return false;
        }

        if (!TryReadHost(host, out bool loopback))
        {
            reason = "the host of an exchange is a domain name, a dotted IPv4 address or an IPv6 address in brackets";
            return false;
        }

        if (!secure && !loopback)
        {
            reason = "plain http to an exchange is accepted only on a loopback address such as http://127.0.0.1:8080; use https";
            return false;
        }

        string canonical = (secure ? "https://" : "http://") + host.ToString()
            + (port is null || port == (secure ? 443 : 80) ? "" : FormattableString.Invariant($":{port}"));
        if (canonical.Length > MaxLength)
        {
            reason = "the origin of an exchange has at most 255 characters";
            return false;
        }

        exchange = new Exchange(canonical);
        return true;
    }

    /// <summary>Reads the sealed form: only canonical text passes.</summary>
    public static bool TryParseCanonical(ReadOnlySpan<byte> ascii, out Exchange exchange)
    {
        exchange = default;
        if (ascii.Length > MaxLength || !Ascii.IsValid(ascii))
        {
            return false;
        }

        string text = Encoding.ASCII.GetString(ascii);
        return TryParse(text, out exchange, out _) && string.Equals(exchange.Value, text, StringComparison.Ordinal);
    }

    public override string ToString() => _text ?? string.Empty;

    private static bool TrySplitPort(ReadOnlySpan<char> authority, out ReadOnlySpan<char> host, out int? port)
    {
        port = null;
        host = authority;
        int colon = authority.LastIndexOf(':');
        if (colon < 0 || authority[^1] == ']')
        {
            return true;
        }

        host = authority[..colon];
        ReadOnlySpan<char> digits = authority[(colon + 1)..];
        if (digits.Length is 0 or > 5 || digits[0] == '0' || digits.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        port = int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
        return port <= ushort.MaxValue;
    }

    private static bool TryReadHost(ReadOnlySpan<char> host, out bool loopback)
    {
        loopback = false;
        if (host.Length is 0 or > 253)
        {
            return false;
        }

        if (host[0] == '[')
        {
            return host[^1] == ']' && IsCanonicalAddress(host[1..^1], AddressFamily.InterNetworkV6, out loopback);
        }

        // A last label of digits only is read as an IPv4 address by every resolver, in spellings such as 127.1 too: one spelling passes.
        ReadOnlySpan<char> last = host[(host.LastIndexOf('.') + 1)..];
        return last.ContainsAnyExceptInRange('0', '9')
            ? IsDomainName(host)
            : IsCanonicalAddress(host, AddressFamily.InterNetwork, out loopback);
    }

    private static bool IsCanonicalAddress(ReadOnlySpan<char> text, AddressFamily family, out bool loopback)
    {
        loopback = false;
        if (!IPAddress.TryParse(text, out IPAddress? address) || address.AddressFamily != family
            || !text.Equals(address.ToString(), StringComparison.Ordinal) || text.Contains('%'))
        {
            return false;
        }

        loopback = IPAddress.IsLoopback(address);
        return true;
    }

    private static bool IsDomainName(ReadOnlySpan<char> host)
    {
        foreach (Range range in host.Split('.'))
        {
            ReadOnlySpan<char> label = host[range];
            if (label.Length is 0 or > 63 || label[0] == '-' || label[^1] == '-')
            {
                return false;
            }

            foreach (char c in label)
            {
                // 0x: resolvers read hexadecimal labels as numbers; a letter-digit-hyphen name never needs it as its last label.
                if (c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
                {
                    return false;
                }
            }
        }

        return !host[(host.LastIndexOf('.') + 1)..].StartsWith("0x");
    }
}
