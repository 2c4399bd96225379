using System.Collections.Frozen;
using Countersign.Core.Catalogue;
using Countersign.Core.Names;

namespace Countersign.Gateway.Door;

/// <summary>
/// The exchange's host names, under which a bot may find its product: <c>/fapi.binance.com/fapi/v1/order</c>. A name of another
/// environment than the one served is refused, so that a bot set up for the testnet never trades with real money.
/// Source: binance-spot-api-docs, rest-api.md and testnet/general-info.md; the futures documentation's general information.
/// </summary>
internal static class ExchangeHosts
{
    private static readonly Product[] _spot = [Product.Spot, Product.Sapi];
    private static readonly Product[] _futures = [Product.UsdM, Product.CoinM];

    private static readonly FrozenDictionary<string, Product[]> _live = new Dictionary<string, Product[]>(StringComparer.Ordinal)
    {
        ["api.binance.com"] = _spot,
        ["api-gcp.binance.com"] = _spot,
        ["api1.binance.com"] = _spot,
        ["api2.binance.com"] = _spot,
        ["api3.binance.com"] = _spot,
        ["api4.binance.com"] = _spot,
        ["data-api.binance.vision"] = [Product.Spot],
        ["fapi.binance.com"] = [Product.UsdM],
        ["dapi.binance.com"] = [Product.CoinM],
        ["eapi.binance.com"] = [Product.Options],
        ["papi.binance.com"] = [Product.PortfolioMargin],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Product[]> _testnet = new Dictionary<string, Product[]>(StringComparer.Ordinal)
    {
        ["testnet.binance.vision"] = [Product.Spot],
        ["api1.testnet.binance.vision"] = [Product.Spot],
        ["demo-api.binance.com"] = [Product.Spot],
        ["testnet.binancefuture.com"] = _futures,
        ["demo-fapi.binance.com"] = [Product.UsdM],
        ["demo-dapi.binance.com"] = [Product.CoinM],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether the host of this name has the product there; an exchange of one's own, such as a sandbox, stands for all hosts.</summary>
    internal static bool Serves(string host, Product product, Exchange? exchange) =>
        (exchange != Exchange.Testnet && _live.TryGetValue(host, out var live) && live.Contains(product))
        || (exchange != Exchange.Live && _testnet.TryGetValue(host, out var testnet) && testnet.Contains(product));
}
