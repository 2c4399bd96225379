namespace Countersign.Sandbox.Rest;

/// <summary>One row of the exchange's API. Names are the parameters it reads, separated by spaces, beside `timestamp`, `recvWindow`
/// and `signature`.</summary>
internal sealed record Endpoint(string Method, string Path, Security Security, string Names, int Weight, Func<RestCall, Answer> Handle)
{
    private readonly HashSet<string> _names = new(Names.Split(' ', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal);

    public bool IsSapi => Path.StartsWith("/sapi/", StringComparison.Ordinal);

    public bool IsSigned => Security is not (Security.None or Security.KeyOnly);

    /// <summary>Placing and cancelling costs weight only when it fails (change log of 2026-03, in force since 2026-04-02).</summary>
    public bool IsFreeOnSuccess { get; init; }

    /// <summary>The weight where it depends on the parameters.</summary>
    public Func<Parameters, int>? WeightOf { get; init; }

    public bool Reads(string name) => _names.Contains(name) || (IsSigned && name is "timestamp" or "recvWindow" or "signature");
}
