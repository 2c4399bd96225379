using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Countersign.Core.Catalogue;
using Countersign.Core.Refusals;
using Countersign.Core.Requests;
using Countersign.Courier.Calls;
using Countersign.Courier.Wire;

namespace Countersign.Courier.Outcomes;

/// <summary>
/// Reads the exchange's answer to a question after an order (GET /api/v3/order) as the answer to the call asked after. An order is the
/// one that was sent only if all that was asked for agrees: client order ids may be used again after a fill.
/// </summary>
internal static class FoundOrder
{
    // Stamp and order time are both the exchange's clock, the stamp as well as it could be measured.
    private const long MaxEarlierMilliseconds = 1000;

    // rest-api.md, New order, response type RESULT: always there.
    private static readonly string[] _resultMembers =
    [
        "price", "origQty", "executedQty", "origQuoteOrderQty", "cummulativeQuoteQty", "status", "timeInForce", "type", "side",
    ];

    // Conditional fields in order responses: there when the order has them.
    private static readonly string[] _conditionalMembers =
    [
        "preventedMatchId", "preventedQuantity", "strategyId", "strategyType", "trailingDelta", "trailingTime", "usedSor", "workingFloor",
        "pegPriceType", "pegOffsetType", "pegOffsetValue", "peggedPrice", "expiryReason",
    ];

    private static readonly JsonWriterOptions _plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Verdict Judge(AskedCall asked, ExchangeAnswer answer, bool inMicroseconds)
    {
        // -2013 NO_SUCH_ORDER; any other error says nothing about the order.
        if (answer.Status != 200)
        {
            return answer.Code == -2013 ? Verdict.NotThere : Verdict.Open;
        }

        return StrictJson.Read(answer.Body) is not { ValueKind: JsonValueKind.Object } order ? Verdict.Open
            : asked.Endpoint == SpotEndpoints.NewOrder ? JudgeNew(asked, order, inMicroseconds)
            : asked.Endpoint == SpotEndpoints.CancelOrder ? JudgeCancel(asked, order, inMicroseconds)
            : Verdict.Open;
    }

    private static Verdict JudgeNew(AskedCall asked, JsonElement order, bool inMicroseconds)
    {
        var isOurs = IsText(order, "clientOrderId", asked["newClientOrderId"])
            && IsText(order, "symbol", asked["symbol"])
            && IsText(order, "side", asked["side"])
            && IsText(order, "type", asked["type"])
            && IsNumber(order, "price", asked["price"])
            && IsNumber(order, "origQty", asked["quantity"])
            && IsNumber(order, "origQuoteOrderQty", asked["quoteOrderQty"])
            && Integer(order, "time") >= asked.At - MaxEarlierMilliseconds;
        return isOurs ? Verdict.Found(Reply.Of(200, Write(order, asked, inMicroseconds, isCancel: false))) : Verdict.NotThere;
    }

    private static Verdict JudgeCancel(AskedCall asked, JsonElement order, bool inMicroseconds)
    {
        var orderId = asked["orderId"];
        var isOurs = IsText(order, "symbol", asked["symbol"])
            && (orderId is null || IsRaw(order, "orderId", orderId))
            && (asked["origClientOrderId"] is not { } named || IsText(order, "clientOrderId", named));
        return !isOurs ? Verdict.NotThere : Text(order, "status") switch
        {
            "CANCELED" => Verdict.Found(Reply.Of(200, Write(order, asked, inMicroseconds, isCancel: true))),
            "FILLED" or "REJECTED" or "EXPIRED" or "EXPIRED_IN_MATCH" => Verdict.Found(Reply.UnknownOrder),
            // Still open: the cancel may yet arrive.
            _ => Verdict.NotThere,
        };
    }

    private static ReadOnlySpan<byte> Write(JsonElement order, AskedCall asked, bool inMicroseconds, bool isCancel)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(output, _plain))
        {
            json.WriteStartObject();
            Copy(json, order, "symbol");
            if (isCancel)
            {
                // The exchange gives the cancel an id of its own, which a later question does not show.
                json.WriteString("origClientOrderId", Text(order, "clientOrderId"));
            }

            Copy(json, order, "orderId");
            Copy(json, order, "orderListId");
            json.WriteString("clientOrderId", (isCancel ? asked["newClientOrderId"] : null) ?? Text(order, "clientOrderId"));
            CopyTime(json, order, "updateTime", "transactTime", inMicroseconds);
            CopyAll(json, order, _resultMembers);
            if (!isCancel)
            {
                CopyTime(json, order, "workingTime", "workingTime", inMicroseconds);
            }

            CopyUnlessZero(json, order, "stopPrice");
            CopyUnlessZero(json, order, "icebergQty");
            CopyAll(json, order, _conditionalMembers);
            Copy(json, order, "selfTradePreventionMode");
            json.WriteEndObject();
        }

        return output.WrittenSpan;
    }

    private static void CopyAll(Utf8JsonWriter json, JsonElement order, string[] names)
    {
        foreach (var name in names)
        {
            Copy(json, order, name);
        }
    }

    // The exchange's own text, so that a decimal keeps its zeros.
    private static void Copy(Utf8JsonWriter json, JsonElement order, string name)
    {
        if (order.TryGetProperty(name, out var value))
        {
            json.WritePropertyName(name);
            value.WriteTo(json);
        }
    }

    private static void CopyUnlessZero(Utf8JsonWriter json, JsonElement order, string name)
    {
        if (!IsNumber(order, name, "0"))
        {
            Copy(json, order, name);
        }
    }

    private static void CopyTime(Utf8JsonWriter json, JsonElement order, string from, string to, bool inMicroseconds)
    {
        if (Integer(order, from) is { } time)
        {
            json.WriteNumber(to, inMicroseconds && time > 0 ? time * 1000 : time);
        }
    }

    private static string? Text(JsonElement order, string name) =>
        order.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Integer(JsonElement order, string name) =>
        order.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            && number is >= 0 and < long.MaxValue / 1000 ? number : null;

    private static bool IsText(JsonElement order, string name, string? expected) => expected is not null && Text(order, name) == expected;

    private static bool IsRaw(JsonElement order, string name, string expected) => order.TryGetProperty(name, out var value) && value.GetRawText() == expected;

    private static bool IsNumber(JsonElement order, string name, string? expected) =>
        expected is null
        || (ExchangeDecimal.Read(expected, out var wanted) == RefusalKind.None
            && ExchangeDecimal.Read(Text(order, name), out var there) == RefusalKind.None
            && wanted == there);
}
