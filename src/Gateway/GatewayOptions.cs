using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using Countersign.Core.Names;

namespace Countersign.Gateway;

/// <summary>What the gateway was told at its start.</summary>
internal sealed record GatewayOptions
{
    /// <summary>A literal address and a port; port 0 takes a free one.</summary>
    internal required IPEndPoint Listen { get; init; }

    /// <summary>PEM files; both or none.</summary>
    internal string? TlsCertificateFile { get; init; }

    internal string? TlsKeyFile { get; init; }

    /// <summary>Which host names of the exchange are accepted in front of a path; null accepts those of every environment.</summary>
    internal Exchange? Exchange { get; init; }

    /// <summary>The files that are named, none or both.</summary>
    internal IReadOnlyList<string> TlsFiles => [.. new[] { TlsCertificateFile, TlsKeyFile }.OfType<string>()];

    internal bool HasTls => TlsCertificateFile is not null;

    /// <summary>Reads the arguments, or says what is wrong with them. <c>--control</c> is left to who reads that.</summary>
    internal static bool TryParse(ReadOnlySpan<string> arguments, [NotNullWhen(true)] out GatewayOptions? options, out string problem)
    {
        options = null;
        string? listen = null, certificate = null, key = null, exchangeText = null;
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : null;
            switch (arguments[i])
            {
                case "--control": break;
                case "--listen": listen = value; break;
                case "--tls-certificate": certificate = value; break;
                case "--tls-key": key = value; break;
                case "--exchange": exchangeText = value; break;
                default:
                    problem = $"unknown option '{arguments[i]}'; the options are --control, --listen, --tls-certificate, --tls-key, --exchange";
                    return false;
            }

            if (value is null)
            {
                problem = $"the option {arguments[i]} needs a value";
                return false;
            }
        }

        Exchange? exchange = null;
        if (exchangeText is not null)
        {
            if (!Core.Names.Exchange.TryParse(exchangeText, out var parsed, out problem))
            {
                return false;
            }

            exchange = parsed;
        }

        if (listen is null || !TryParseEndPoint(listen, out var endPoint))
        {
            problem = "--listen needs an address and a port, such as 127.0.0.1:8780 or [::1]:8780";
            return false;
        }

        if (certificate is null != key is null)
        {
            problem = "--tls-certificate and --tls-key go together";
            return false;
        }

        if (!IPAddress.IsLoopback(endPoint.Address) && certificate is null)
        {
            problem = $"{endPoint} can be reached from other machines, and the bots' requests would cross the network in the clear: "
                + "listen on 127.0.0.1, or give --tls-certificate and --tls-key";
            return false;
        }

        problem = "";
        options = new GatewayOptions { Listen = endPoint, TlsCertificateFile = certificate, TlsKeyFile = key, Exchange = exchange };
        return true;
    }

    // IPEndPoint.TryParse takes an address without a port as port 0.
    private static bool TryParseEndPoint(string text, [NotNullWhen(true)] out IPEndPoint? endPoint)
    {
        endPoint = null;
        var colon = text.LastIndexOf(':');
        return colon > 0 && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && (text[colon - 1] == ']' || text.IndexOf(':', StringComparison.Ordinal) == colon)
            && IPEndPoint.TryParse(text, out endPoint);
    }
}
