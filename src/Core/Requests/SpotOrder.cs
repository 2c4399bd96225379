using System.Diagnostics.CodeAnalysis;
using Countersign.Core.Catalogue;
using Countersign.Core.Refusals;

namespace Countersign.Core.Requests;

/// <summary>
/// What an order to <c>POST /api/v3/order</c> or <c>order/test</c> says, with the numbers its type uses and no others
/// (rest-api.md, New order: additional mandatory parameters).
/// </summary>
public readonly record struct SpotOrder
{
    private const int MaxClientOrderIdLength = 36;

    public OrderSide Side { get; private init; }

    public OrderType Type { get; private init; }

    /// <summary>In the base asset; null only for a market order by <see cref="QuoteOrderQuantity"/>.</summary>
    public decimal? Quantity { get; private init; }

    /// <summary>In the quote asset per unit of the base asset; null for market orders.</summary>
    public decimal? Price { get; private init; }

    /// <summary>What a market order may spend or must earn, in the quote asset.</summary>
    public decimal? QuoteOrderQuantity { get; private init; }

    /// <summary>GTC, IOC or FOK was sent.</summary>
    private bool HasTimeInForce { get; init; }

    /// <summary>Reads the order in a request, or says what is wrong with it. Never throws, on any request.</summary>
    public static bool TryRead(BotRequest request, out SpotOrder order, [NotNullWhen(false)] out Refusal? refusal)
    {
        order = default;
        if (request.Find(KnownParameter.Symbol).IsEmpty)
        {
            refusal = new Refusal(RefusalKind.MissingParameter, "parameter symbol was not sent");
            return false;
        }

        if (!OrderWords.TryParseSide(request.Find(KnownParameter.Side), out var side))
        {
            refusal = new Refusal(RefusalKind.InvalidSide, "parameter side is neither BUY nor SELL");
            return false;
        }

        if (!OrderWords.TryParseType(request.Find(KnownParameter.Type), out var type))
        {
            refusal = new Refusal(RefusalKind.InvalidOrderType, "parameter type is no order type of the spot exchange");
            return false;
        }

        order = new SpotOrder
        {
            Side = side,
            Type = type,
            Quantity = request.FindNumber(KnownParameter.Quantity),
            Price = request.FindNumber(KnownParameter.Price),
            QuoteOrderQuantity = request.FindNumber(KnownParameter.QuoteOrderQty),
            HasTimeInForce = !request.Find(KnownParameter.TimeInForce).IsEmpty,
        };
        refusal = RefuseWords(request) ?? order.RefuseNumbers();
        return refusal is null;
    }

    private static Refusal? RefuseWords(BotRequest request)
    {
        var timeInForce = request.Find(KnownParameter.TimeInForce);
        if (!timeInForce.IsEmpty
            && !timeInForce.SequenceEqual("GTC"u8) && !timeInForce.SequenceEqual("IOC"u8) && !timeInForce.SequenceEqual("FOK"u8))
        {
            return new Refusal(RefusalKind.InvalidTimeInForce, "parameter timeInForce is none of GTC, IOC, FOK");
        }

        return IsClientOrderId(request.Find(KnownParameter.NewClientOrderId))
            ? null
            : new Refusal(RefusalKind.IllegalCharacters, "parameter newClientOrderId is not 1 to 36 of A-Z a-z 0-9 - _");
    }

    private Refusal? RefuseNumbers() => Type switch
    {
        OrderType.Limit => Need("quantity", Quantity) ?? Need("price", Price) ?? NeedTimeInForce() ?? Surplus("quoteOrderQty", QuoteOrderQuantity),
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

    private Refusal? NeedTimeInForce() => HasTimeInForce ? null : Missing("timeInForce");

    private Refusal Missing(string name) => new(RefusalKind.IncompleteOrder, $"a {Type.ToWire()} order needs {name}");

    private Refusal? Surplus(string name, decimal? value) =>
        value is null ? null : new Refusal(RefusalKind.ParameterNotAllowed, $"a {Type.ToWire()} order has no {name}");

    // An id that was not sent is empty, and no other is.
    private static bool IsClientOrderId(ReadOnlySpan<byte> id)
    {
        if (id.Length > MaxClientOrderIdLength)
        {
            return false;
        }

        foreach (var c in id)
        {
            if (!char.IsAsciiLetterOrDigit((char)c) && c is not ((byte)'-' or (byte)'_'))
            {
                return false;
            }
        }

        return true;
    }
}
