using System.Text.Json.Nodes;

namespace Countersign.Sandbox.Control;

/// <summary>Reads fault rules from JSON.</summary>
internal static class FaultReader
{
    private static readonly (string Name, FaultKind Kind)[] Names =
    [
        ("delay", FaultKind.Delay),
        ("status-before", FaultKind.StatusBefore),
        ("status-after", FaultKind.StatusAfter),
        ("drop-before", FaultKind.DropBefore),
        ("drop-after", FaultKind.DropAfter),
        ("echo", FaultKind.Echo),
        ("rate-limit-429", FaultKind.RateLimit429),
        ("ban-418", FaultKind.Ban418),
    ];

    public static string KindNames { get; } = string.Join(", ", Names.Select(static pair => pair.Name));

    public static string NameOf(FaultKind kind) => Array.Find(Names, pair => pair.Kind == kind).Name;

    /// <summary>Null when the kind is none of <see cref="KindNames"/>.</summary>
    public static FaultRule? Read(JsonObject json)
    {
        var name = json["kind"]?.GetValue<string>();
        var index = Array.FindIndex(Names, pair => string.Equals(pair.Name, name, StringComparison.Ordinal));
        return index < 0 ? null : new FaultRule
        {
            Method = json["method"]?.GetValue<string>(),
            Path = json["path"]?.GetValue<string>(),
            Kind = Names[index].Kind,
            Count = json["count"]?.GetValue<int>() ?? 1,
            DelayMilliseconds = json["ms"]?.GetValue<int>() ?? 0,
            Status = json["status"]?.GetValue<int>() ?? 502,
            Body = json["body"]?.GetValue<string>(),
            RetryAfterSeconds = json["retryAfter"]?.GetValue<int>() ?? 1,
        };
    }
}
