using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Countersign.Sandbox.Control;

/// <summary>Arranges the exchange for a test or a demonstration. Call it under the exchange's gate.</summary>
internal sealed class ControlApi(Exchange exchange)
{
    private readonly AccountControl _accounts = new(exchange);
    private readonly KeyControl _keys = new(exchange);

    /// <summary>Answers one request; the path is what follows `/sandbox/`.</summary>
    public ControlReply Answer(string method, string path, string query, ReadOnlySpan<byte> body)
    {
        try
        {
            var json = body.IsEmpty ? [] : JsonNode.Parse(body) as JsonObject;
            return json is null ? ControlReply.Refused("the body must be a JSON object") : Route(method, path.Split('/'), query, json);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            // What System.Text.Json throws at malformed text and at a member of another type.
            return ControlReply.Refused("the body does not fit: " + error.Message);
        }
    }

    private ControlReply Route(string method, string[] path, string query, JsonObject json) => (method, path) switch
    {
        ("POST", ["accounts"]) => _accounts.Create(json),
        ("GET", ["accounts", var name]) => _accounts.Show(name),
        ("PATCH", ["accounts", var name]) => _accounts.Change(name, json),
        ("POST", ["keys"]) => _keys.Create(json),
        ("GET", ["keys", var id]) => _keys.Show(id),
        ("PATCH", ["keys", var id]) => _keys.Change(id, json),
        ("DELETE", ["keys", var id]) => _keys.Delete(id),
        ("PUT" or "POST", ["clock"]) => SetClock(json),
        ("GET", ["clock"]) => Clock(),
        ("PUT" or "POST", ["limits"]) => SetLimits(json),
        ("DELETE", ["limits"]) => ForgetUse(),
        ("POST", ["faults"]) => AddFault(json),
        ("GET", ["faults"]) => Faults(),
        ("DELETE", ["faults"]) => ClearFaults(),
        ("GET", ["received"]) => Received(query),
        ("DELETE", ["received"]) => ClearReceived(),
        ("POST", ["market", "step"]) => StepMarket(json),
        _ => ControlReply.NotFound($"there is no {method} /sandbox/{string.Join('/', path)}: see docs/sandbox.md"),
    };

    private ControlReply SetClock(JsonObject json)
    {
        if (json["offsetMs"] is not { } offset)
        {
            return ControlReply.Refused("offsetMs is missing");
        }

        exchange.Clock.OffsetMilliseconds = offset.GetValue<long>();
        return Clock();
    }

    private ControlReply Clock() => new JsonObject
    {
        ["offsetMs"] = exchange.Clock.OffsetMilliseconds,
        ["serverTime"] = exchange.Clock.Milliseconds,
    };

    private ControlReply SetLimits(JsonObject json)
    {
        var limits = exchange.Limits;
        limits.WeightPerMinute = json["weightPerMinute"]?.GetValue<int>() ?? limits.WeightPerMinute;
        limits.OrdersPerTenSeconds = json["ordersPer10s"]?.GetValue<int>() ?? limits.OrdersPerTenSeconds;
        limits.OrdersPerDay = json["ordersPerDay"]?.GetValue<int>() ?? limits.OrdersPerDay;
        return new JsonObject
        {
            ["weightPerMinute"] = limits.WeightPerMinute,
            ["ordersPer10s"] = limits.OrdersPerTenSeconds,
            ["ordersPerDay"] = limits.OrdersPerDay,
        };
    }

    private ControlReply ForgetUse()
    {
        exchange.Limits.Clear();
        return ControlReply.Done;
    }

    private ControlReply AddFault(JsonObject json)
    {
        if (FaultReader.Read(json) is not { } rule)
        {
            return ControlReply.Refused("kind must be one of " + FaultReader.KindNames);
        }

        exchange.Faults.Add(rule);
        return ControlShapes.Of(rule);
    }

    private ControlReply Faults() =>
        new JsonObject { ["faults"] = new JsonArray([.. exchange.Faults.Rules.Select(ControlShapes.Of)]) };

    private ControlReply ClearFaults()
    {
        exchange.Faults.Clear();
        return ControlReply.Done;
    }

    private ControlReply Received(string query)
    {
        var after = 0L;
        if (query.Length > 0 &&
            (!query.StartsWith("after=", StringComparison.Ordinal) ||
            !long.TryParse(query.AsSpan("after=".Length), NumberStyles.None, CultureInfo.InvariantCulture, out after)))
        {
            return ControlReply.Refused("after must be a sequence number");
        }

        return new JsonObject { ["received"] = new JsonArray([.. exchange.Received.After(after).Select(ControlShapes.Of)]) };
    }

    private ControlReply ClearReceived()
    {
        exchange.Received.Clear();
        return ControlReply.Done;
    }

    private ControlReply StepMarket(JsonObject json)
    {
        for (var steps = json["steps"]?.GetValue<int>() ?? 1; steps > 0; steps--)
        {
            exchange.Step();
        }

        return ControlReply.Done;
    }
}
