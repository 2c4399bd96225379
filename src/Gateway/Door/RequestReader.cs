using System.Net;
using System.Text;
using Countersign.Core.Refusals;
using Countersign.Core.Requests;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Countersign.Gateway.Door;

/// <summary>Takes from a request what the other processes need, and refuses headers that have no single meaning.</summary>
internal static class RequestReader
{
    private const string ApiKeyName = "X-MBX-APIKEY";
    private const string TimeUnitName = "X-MBX-TIME-UNIT";
    private const int MaxApiKey = 256;
    private const int MaxAcceptEncoding = 128;

    /// <summary>Reads headers and body; the refusal is null if they are in order.</summary>
    internal static async Task<(BotRequestBytes? Request, Refusal? Refusal)> ReadAsync(HttpContext context, RequestTarget target)
    {
        var headers = context.Request.Headers;
        var apiKey = headers[ApiKeyName];
        if (apiKey.Count > 1 || apiKey.ToString().Length > MaxApiKey)
        {
            return (null, new Refusal(RefusalKind.BadKeyFormat,
                $"the header {ApiKeyName} was sent more than once, or is longer than {MaxApiKey} bytes"));
        }

        var timeUnit = headers[TimeUnitName];
        if (!IsTimeUnit(timeUnit))
        {
            return (null, new Refusal(RefusalKind.IllegalCharacters, $"the header {TimeUnitName} is MILLISECOND or MICROSECOND"));
        }

        if (await ReadBodyAsync(context) is not { } body)
        {
            return (null, new Refusal(RefusalKind.RequestTooLong, $"the body is longer than {RequestLimits.MaxBody} bytes"));
        }

        return (new BotRequestBytes
        {
            Target = target,
            Body = body,
            ApiKey = Bytes(apiKey),
            TimeUnit = Bytes(timeUnit),
            AcceptEncoding = Bytes(PassableEncodings(headers.AcceptEncoding)),
            Address = AddressOf(context),
        }, null);
    }

    /// <summary>The bot's address; one of IPv4 is written as such, whatever the socket says.</summary>
    internal static IPAddress AddressOf(HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        null => IPAddress.None,
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4(),
        var address => address,
    };

    private static bool IsTimeUnit(StringValues values) =>
        values.Count == 0
        || (values.Count == 1 && values.ToString().ToUpperInvariant() is "MILLISECOND" or "MICROSECOND");

    // It goes to the exchange as it is, so it must look like what it is; without it the answer comes uncompressed.
    private static StringValues PassableEncodings(StringValues values)
    {
        var text = values.ToString();
        return text.Length <= MaxAcceptEncoding && text.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or ',' or ';' or '=' or '.' or '*' or '-')
            ? text
            : StringValues.Empty;
    }

    // Header values were read as Latin-1, so these are the bytes that were sent.
    private static byte[] Bytes(StringValues value) => Encoding.Latin1.GetBytes(value.ToString());

    // Null if it is longer than the server's limit for bodies.
    private static ValueTask<ReadOnlyMemory<byte>?> ReadBodyAsync(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false }
            ? ValueTask.FromResult<ReadOnlyMemory<byte>?>(ReadOnlyMemory<byte>.Empty)
            : CopyBodyAsync(context);

    private static async ValueTask<ReadOnlyMemory<byte>?> CopyBodyAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        }
        catch (BadHttpRequestException tooLong) when (tooLong.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }

        return body.ToArray();
    }
}
