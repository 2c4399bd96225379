using System.Globalization;
using System.Text.Json;
using Countersign.Courier.Wire;

namespace Countersign.Courier.Orders;

/// <summary>Finds what an answer of the exchange says of orders: one, a list of them, or a list of order lists.</summary>
internal static class OrderReports
{
    private const int MaxDepth = 3;

    /// <summary>Each order of the answer; none where it is no such answer.</summary>
    public static IEnumerable<OrderReport> Read(byte[] body) => StrictJson.Read(body) is { } root ? ReadElement(root, 0) : [];

    private static IEnumerable<OrderReport> ReadElement(JsonElement element, int depth)
    {
        if (depth > MaxDepth)
        {
            return [];
        }

        if (element.ValueKind == JsonValueKind.Array)
        {
            return element.EnumerateArray().SelectMany(item => ReadElement(item, depth + 1));
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        // A cancel of everything answers order lists with the reports of their orders inside.
        return element.TryGetProperty("orderReports", out var reports) ? ReadElement(reports, depth + 1) : ReadOrder(element);
    }

    private static IEnumerable<OrderReport> ReadOrder(JsonElement order)
    {
        if (Text(order, "symbol") is { } symbol
            && order.TryGetProperty("orderId", out var id) && id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out var orderId))
        {
            yield return new OrderReport(symbol, orderId, Text(order, "status") ?? "", Executed(order));
        }
    }

    // rest-api.md: a cummulativeQuoteQty below zero means that it is not available.
    private static decimal? Executed(JsonElement order) =>
        Number(order, "cummulativeQuoteQty") is { } quote and >= 0 ? quote : Number(order, "executedQty") == 0 ? 0 : null;

    private static decimal? Number(JsonElement order, string name) =>
        decimal.TryParse(Text(order, name), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static string? Text(JsonElement order, string name) =>
        order.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
