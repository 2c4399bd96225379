namespace Countersign.Core.Catalogue;

/// <summary>A product of the exchange; each has a host of its own, except that Spot and Sapi share one.</summary>
public enum Product
{
    /// <summary><c>/api</c> on api.binance.com.</summary>
    Spot,

    /// <summary><c>/sapi</c> on api.binance.com: wallet, margin, earn and more.</summary>
    Sapi,

    /// <summary><c>/fapi</c> on fapi.binance.com: futures margined in USD.</summary>
    UsdM,

    /// <summary><c>/dapi</c> on dapi.binance.com: futures margined in coins.</summary>
    CoinM,

    /// <summary><c>/eapi</c> on eapi.binance.com.</summary>
    Options,

    /// <summary><c>/papi</c> on papi.binance.com.</summary>
    PortfolioMargin,
}
