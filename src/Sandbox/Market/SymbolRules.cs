namespace Countersign.Sandbox.Market;

/// <summary>What one symbol trades and the bounds of its filters. Prices in the quote asset, quantities in the base asset.</summary>
internal sealed record SymbolRules
{
    public required string Name { get; init; }

    public required string Base { get; init; }

    public required string Quote { get; init; }

    /// <summary>The price the market starts from and walks around.</summary>
    public required decimal StartPrice { get; init; }

    public required decimal TickSize { get; init; }

    public required decimal MaxPrice { get; init; }

    public required decimal StepSize { get; init; }

    public required decimal MaxQuantity { get; init; }

    public required decimal MaxMarketQuantity { get; init; }

    public required decimal MinNotional { get; init; }

    public decimal MaxNotional { get; init; } = 9_000_000m;

    /// <summary>PERCENT_PRICE_BY_SIDE: how far above the average price an order may be.</summary>
    public required decimal MultiplierUp { get; init; }

    /// <summary>PERCENT_PRICE_BY_SIDE: how far below the average price an order may be.</summary>
    public required decimal MultiplierDown { get; init; }

    /// <summary>Quantity of an ordinary level of the market maker.</summary>
    public required decimal LevelQuantity { get; init; }

    /// <summary>Levels the market maker shows on each side.</summary>
    public required int Levels { get; init; }

    /// <summary>Distance between two of those levels, as a fraction of the price.</summary>
    public required decimal LevelGap { get; init; }

    /// <summary>A thin book: what is taken from it is not refilled, and its price does not walk.</summary>
    public bool IsThin { get; init; }

    public int MaxNumOrders { get; init; } = 200;

    public int AveragePriceMinutes { get; init; } = 5;

    public decimal RoundPrice(decimal price) => Math.Round(price / TickSize, MidpointRounding.ToEven) * TickSize;

    public decimal FloorQuantity(decimal quantity) => Math.Floor(quantity / StepSize) * StepSize;
}
