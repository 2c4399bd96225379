using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Countersign.Core.Refusals;
using Countersign.Gateway.Calls;

namespace Countersign.Gateway.Door;

/// <summary>Writes what a call ended with: the exchange's answer as it was received, a refusal in the exchange's error shape.</summary>
internal static class AnswerWriter
{
    private const string Json = "application/json;charset=UTF-8";

    private static readonly byte[] _outcomeUnknown = OutcomeUnknown();

    internal static Task WriteAsync(HttpContext context, CallOutcome outcome) => outcome switch
    {
        CallOutcome.Answered answered => WriteAsync(context, answered),
        CallOutcome.Refused refused => WriteAsync(context, refused.Reason),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    internal static Task WriteAsync(HttpContext context, Refusal refusal)
    {
        var response = context.Response;
        response.StatusCode = refusal.Row.HttpStatus;
        response.ContentType = Json;
        if (refusal.RetryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return WriteBodyAsync(context, refusal.Kind == RefusalKind.OutcomeUnknown ? _outcomeUnknown : RefusalMessage.ToUtf8(refusal));
    }

    private static Task WriteAsync(HttpContext context, CallOutcome.Answered answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        foreach (var header in answer.Headers)
        {
            response.Headers.Append(header.Name, header.Value);
        }

        // These have no body and no length of one (RFC 9110, 8.6).
        return answer.Status is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified
            ? Task.CompletedTask
            : WriteBodyAsync(context, answer.Body);
    }

    private static async Task WriteBodyAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    // The exchange's own words and nothing beside them: libraries and bots know them by heart as "ask before you send again".
    private static byte[] OutcomeUnknown()
    {
        var row = RefusalTable.Of(RefusalKind.OutcomeUnknown);
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteNumber("code"u8, row.ExchangeCode);
            json.WriteString("msg"u8, row.Wording);
            json.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }
}
