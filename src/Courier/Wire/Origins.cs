using Countersign.Core.Catalogue;
using Countersign.Core.Names;

namespace Countersign.Courier.Wire;

/// <summary>Where each product of the exchange is reached. Sources: the exchange's general information of each product, testnet pages.</summary>
internal sealed class Origins(Exchange exchange)
{
    /// <summary>Scheme, host and port without a path; null where this exchange does not have the product.</summary>
    public string? Of(Product product) => exchange switch
    {
        _ when exchange == Exchange.Live => Live(product),
        _ when exchange == Exchange.Testnet => Testnet(product),
        _ => exchange.Value,
    };

    private static string Live(Product product) => product switch
    {
        Product.UsdM => "https://fapi.binance.com",
        Product.CoinM => "https://dapi.binance.com",
        Product.Options => "https://eapi.binance.com",
        Product.PortfolioMargin => "https://papi.binance.com",
        _ => "https://api.binance.com",
    };

    private static string? Testnet(Product product) => product switch
    {
        Product.Spot => "https://testnet.binance.vision",
        Product.UsdM or Product.CoinM => "https://testnet.binancefuture.com",
        _ => null,
    };
}
