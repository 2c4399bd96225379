using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Countersign.Sandbox.Keys;

namespace Countersign.Sandbox.Rest;

/// <summary>Checks key, address, permission, time window and signature, in the order that the exchange is seen to check them.</summary>
internal static partial class RequestSecurity
{
    private const decimal DefaultWindow = 5000;
    private const decimal MaximumWindow = 60_000;
    private const long AheadMicroseconds = 1_000_000;

    public static ApiError? Check(Exchange exchange, Endpoint endpoint, RestRequest request, Parameters parameters, out ApiKey? key)
    {
        key = null;
        if (endpoint.Security == Security.None)
        {
            return null;
        }

        // 1. The shape of the key and of what every signed request has.
        if (request.ApiKey is not { } id || !KeyPattern().IsMatch(id))
        {
            return Errors.KeyFormat;
        }

        var timestamp = endpoint.IsSigned ? ReadTimestamp(parameters) : 0;
        var window = endpoint.IsSigned ? ReadWindow(parameters) : 0;
        var signature = endpoint.IsSigned ? parameters.Required("signature") : "";
        if (parameters.Problem is { } problem)
        {
            return problem;
        }

        // 2. Who it is, from where, and whether the key may.
        if (!exchange.Keys.TryGetValue(id, out key))
        {
            return endpoint.IsSapi ? Errors.KeyUnknownToSapi : Errors.KeyRejected;
        }

        if (!key.Admits(request.Address) || !May(key.Permissions, endpoint.Security))
        {
            return Errors.KeyRejected;
        }

        if (!endpoint.IsSigned)
        {
            return null;
        }

        // 3. When: less than a second ahead, and not older than the window.
        var now = exchange.Clock.Microseconds;
        if (timestamp >= now + AheadMicroseconds)
        {
            return Errors.TimestampAhead;
        }

        if (now - timestamp > window * 1000)
        {
            return Errors.Timestamp;
        }

        // 4. The signature over the bytes as sent; what is not ASCII should have been percent-encoded.
        return Payload(request) is { } payload && key.Verifier.Verify(payload, signature) ? null : Errors.Signature;
    }

    /// <summary>Query and body as sent, without separator and without the signature; null when a byte is not ASCII.</summary>
    private static byte[]? Payload(RestRequest request)
    {
        var body = request.Method is "GET" ? "" : Encoding.Latin1.GetString(request.Body);
        var text = ParameterParser.WithoutSignature(request.Query) + ParameterParser.WithoutSignature(body);
        return Ascii.IsValid(text) ? Encoding.ASCII.GetBytes(text) : null;
    }

    private static long ReadTimestamp(Parameters parameters)
    {
        parameters.Required("timestamp");
        return parameters.Problem is null ? parameters.Time("timestamp") ?? 0 : 0;
    }

    private static decimal ReadWindow(Parameters parameters)
    {
        if (parameters.Optional("recvWindow") is not { } text)
        {
            return DefaultWindow;
        }

        if (!WindowPattern().IsMatch(text))
        {
            parameters.Fail(Errors.Characters("recvWindow", @"^[0-9]{1,20}(\.[0-9]{1,3})?$"));
            return 0;
        }

        var window = decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        parameters.Fail(window > MaximumWindow ? Errors.TooLarge("recvWindow", "60000") : null);
        return Math.Min(window, MaximumWindow);
    }

    private static bool May(KeyPermissions permissions, Security security) => security switch
    {
        Security.Reading => permissions.Reading,
        Security.Trading => permissions.SpotTrading,
        Security.Withdrawing => permissions.Withdrawals,
        Security.Transferring => permissions.UniversalTransfer,
        _ => true,
    };

    [GeneratedRegex("^[a-zA-Z0-9]{64}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex KeyPattern();

    [GeneratedRegex(@"^[0-9]{1,20}(\.[0-9]{1,3})?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex WindowPattern();
}
