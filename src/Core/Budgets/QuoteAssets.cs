using System.Collections.Immutable;

namespace Countersign.Core.Budgets;

/// <summary>
/// The assets in which the exchange's spot symbols are paid (the quoteAsset of its <c>exchangeInfo</c>), so that a policy need not name the quote asset of
/// every symbol. One that is missing here is named in the policy.
/// </summary>
public static class QuoteAssets
{
    private static readonly ImmutableArray<string> _known =
    [
        "AEUR", "ARS", "AUD", "BIDR", "BNB", "BRL", "BTC", "BUSD", "BVND", "COP", "CZK", "DAI", "DOGE", "DOT", "ETH", "EUR", "EURI", "FDUSD", "GBP", "GYEN",
        "IDRT", "JPY", "MXN", "NGN", "PAX", "PLN", "RON", "RUB", "SOL", "TRX", "TRY", "TUSD", "UAH", "USD1", "USDC", "USDE", "USDP", "USDS", "USDT", "UST", "VAI",
        "XRP", "XUSD", "ZAR",
    ];

    /// <summary>The longest known asset that the symbol ends with; empty where there is none.</summary>
    public static string Of(string symbol) =>
        _known.Where(asset => symbol.Length > asset.Length && symbol.EndsWith(asset, StringComparison.Ordinal)).MaxBy(static asset => asset.Length) ?? "";
}
