using System.Diagnostics.CodeAnalysis;
using Countersign.Core.Refusals;

namespace Countersign.Core.Requests;

/// <summary>
/// What an order to <c>POST /api/v3/order</c> or <c>order/test</c> says, with the numbers its type uses and no others
/// (rest-api.md, New order: additional mandatory parameters).
/// </summary>
public sealed record SpotOrder
{
    private const int MaxClientOrderIdLength = 36;

    private SpotOrder(string symbol, OrderSide side, OrderType type)
    {
        Symbol = symbol;
        Side = side;
        Type = type;
    }

    public string Symbol { get; }

    public OrderSide Side { get; }

    public OrderType Type { get; }

    /// <summary>In the base asset; null only for a market order by <see cref="QuoteOrderQuantity"/>.</summary>
    public decimal? Quantity { get; private init; }

    /// <summary>In the quote asset per unit of the base asset; null for market orders.</summary>
    public decimal? Price { get; private init; }

    /// <summary>What a market order may spend or must earn, in the quote asset.</summary>
    public decimal? QuoteOrderQuantity { get; private init; }

    /// <summary>GTC, IOC or FOK; null if not sent.</summary>
    public string? TimeInForce { get; private init; }

    /// <summary>Reads the order in a request, or says what is wrong with it. Never throws, on any request.</summary>
    public static bool TryRead(BotRequest request, [NotNullWhen(true)] out SpotOrder? order, [NotNullWhen(false)] out Refusal? refusal)
    {
        order = null;
        if (request.Find("symbol") is not { } symbol)
        {
            refusal = new Refusal(RefusalKind.MissingParameter, "parameter symbol was not sent");
            return false;
        }

        if (!OrderWords.TryParseSide(request.Find("side") ?? "", out var side))
        {
            refusal = new Refusal(RefusalKind.InvalidSide, "parameter side is neither BUY nor SELL");
            return false;
        }

        if (!OrderWords.TryParseType(request.Find("type") ?? "", out var type))
        {
            refusal = new Refusal(RefusalKind.InvalidOrderType, "parameter type is no order type of the spot exchange");
            return false;
        }

        order = new SpotOrder(symbol, side, type)
        {
            Quantity = Number(request, "quantity"),
            Price = Number(request, "price"),
            QuoteOrderQuantity = Number(request, "quoteOrderQty"),
            TimeInForce = request.Find("timeInForce"),
        };
        refusal = order.RefuseWords(request) ?? order.RefuseNumbers();
        return refusal is null;
    }

    // The grammar has refused what is no number.
    private static decimal? Number(BotRequest request, string name) =>
        request.Find(name) is { } text && ExchangeDecimal.Read(text, out var value) == RefusalKind.None ? value : null;

    private Refusal? RefuseWords(BotRequest request)
    {
        if (TimeInForce is not (null or "GTC" or "IOC" or "FOK"))
        {
            return new Refusal(RefusalKind.InvalidTimeInForce, "parameter timeInForce is none of GTC, IOC, FOK");
        }

        return request.Find("newClientOrderId") is { } id && !IsClientOrderId(id)
            ? new Refusal(RefusalKind.IllegalCharacters, "parameter newClientOrderId is not 1 to 36 of A-Z a-z 0-9 - _")
            : null;
    }

    private Refusal? RefuseNumbers() => Type switch
    {
        OrderType.Limit => Need("quantity", Quantity) ?? Need("price", Price) ?? Need("timeInForce", TimeInForce) ?? Surplus("quoteOrderQty", QuoteOrderQuantity),
        OrderType.LimitMaker => Need("quantity", Quantity) ?? Need("price", Price) ?? Surplus("quoteOrderQty", QuoteOrderQuantity),
        OrderType.Market => RefuseMarketNumbers(),

        // Their numbers are not judged yet; the policy refuses the type.
        _ => null,
    };

    private Refusal? RefuseMarketNumbers()
    {
        if (Quantity is null == QuoteOrderQuantity is null)
        {
            return new Refusal(RefusalKind.IncompleteOrder, "a MARKET order needs either quantity or quoteOrderQty");
        }

        return Surplus("price", Price) ?? (Quantity is null ? Need("quoteOrderQty", QuoteOrderQuantity) : Need("quantity", Quantity));
    }

    private Refusal? Need(string name, decimal? value) => value switch
    {
        null => Missing(name),
        0 => new Refusal(RefusalKind.IncompleteOrder, $"parameter {name} must be above zero"),
        _ => null,
    };

    private Refusal? Need(string name, string? value) => value is null ? Missing(name) : null;

    private Refusal Missing(string name) => new(RefusalKind.IncompleteOrder, $"a {Type.ToWire()} order needs {name}");

    private Refusal? Surplus(string name, decimal? value) =>
        value is null ? null : new Refusal(RefusalKind.ParameterNotAllowed, $"a {Type.ToWire()} order has no {name}");

    private static bool IsClientOrderId(string id)
    {
        if (id.Length > MaxClientOrderIdLength)
        {
            return false;
        }

        foreach (var c in id)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
            {
                return false;
            }
        }

        return true;
    }
}
