using System.Collections.Frozen;
using Countersign.Sandbox.Rest.Endpoints;

namespace Countersign.Sandbox.Rest;

/// <summary>All endpoints by path and method.</summary>
internal static class EndpointTable
{
    private static readonly FrozenDictionary<(string Path, string Method), Endpoint> Rows =
        GeneralEndpoints.All
            .Concat(MarketEndpoints.All)
            .Concat(TickerEndpoints.All)
            .Concat(OrderEndpoints.All)
            .Concat(AccountEndpoints.All)
            .Concat(WalletEndpoints.All)
            .Concat(FuturesEndpoints.All)
            .ToFrozenDictionary(static row => (row.Path, row.Method));

    private static readonly FrozenSet<string> Paths = Rows.Keys.Select(static key => key.Path).ToFrozenSet(StringComparer.Ordinal);

    public static Endpoint? Find(string path, string method) => Rows.GetValueOrDefault((path, method));

    public static bool HasPath(string path) => Paths.Contains(path);
}
