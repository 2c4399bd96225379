namespace Countersign.Sandbox.Control;

/// <summary>One rule: which requests, how many of them, and what happens to them.</summary>
internal sealed class FaultRule
{
    /// <summary>Null for any method.</summary>
    public string? Method { get; init; }

    /// <summary>Null for any path.</summary>
    public string? Path { get; init; }

    public required FaultKind Kind { get; init; }

    /// <summary>How many requests are still to be hit.</summary>
    public required int Count { get; set; }

    /// <summary>Of a delay, or of a wait before any other kind.</summary>
    public int DelayMilliseconds { get; init; }

    public int Status { get; init; } = 502;

    /// <summary>Null for a body in the exchange's shape.</summary>
    public string? Body { get; init; }

    /// <summary>Seconds for the header Retry-After of a 429 or 418.</summary>
    public int RetryAfterSeconds { get; init; } = 1;

    public bool Matches(string method, string path) =>
        Count > 0 &&
        (Method is null || string.Equals(Method, method, StringComparison.OrdinalIgnoreCase)) &&
        (Path is null || string.Equals(Path, path, StringComparison.Ordinal));
}
