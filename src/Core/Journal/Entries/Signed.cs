using Countersign.Core.Frames;

namespace Countersign.Core.Journal.Entries;

/// <summary>A key is about to be used for a bot: this was allowed, and is signed right after it is recorded.</summary>
public readonly ref struct Signed : IEntry<Signed>
{
    public static EntryKind Kind => EntryKind.Signed;

    /// <summary>Its name, ASCII.</summary>
    public required ReadOnlySpan<byte> Bot { get; init; }

    /// <summary>The exchange key's name, ASCII.</summary>
    public required ReadOnlySpan<byte> Key { get; init; }

    /// <summary>Where the bot called from, as the gateway says.</summary>
    public required ReadOnlySpan<byte> Source { get; init; }

    /// <summary>Host, method and path, as in <c>api.binance.com POST /api/v3/order</c>.</summary>
    public required ReadOnlySpan<byte> Endpoint { get; init; }

    /// <summary>The canonical query that is signed.</summary>
    public required ReadOnlySpan<byte> Parameters { get; init; }

    /// <summary>The version of the bot's record.</summary>
    public required ulong PolicyVersion { get; init; }

    /// <summary>SHA-256 of the policy as sealed, 32 bytes.</summary>
    public required ReadOnlySpan<byte> PolicyHash { get; init; }

    /// <summary>The best bid relied on; 0 where no market facts were.</summary>
    public required decimal Bid { get; init; }

    /// <summary>The best ask.</summary>
    public required decimal Ask { get; init; }

    /// <summary>The exchange's average price.</summary>
    public required decimal Average { get; init; }

    /// <summary>Milliseconds since the older of the facts was true.</summary>
    public required uint FactsAge { get; init; }

    /// <summary>The quote asset that the charge is counted in, ASCII; none where nothing is charged.</summary>
    public required ReadOnlySpan<byte> Asset { get; init; }

    /// <summary>Orders charged.</summary>
    public required uint Orders { get; init; }

    /// <summary>Notional charged, in the asset.</summary>
    public required decimal Notional { get; init; }

    /// <summary>The most that the order gives away by its price, charged in the asset.</summary>
    public required decimal Loss { get; init; }

    public static Signed Read(scoped ref FrameReader reader) => new()
    {
        Bot = reader.Bytes(),
        Key = reader.Bytes(),
        Source = reader.Bytes(),
        Endpoint = reader.Bytes(),
        Parameters = reader.Bytes(),
        PolicyVersion = reader.UInt64(),
        PolicyHash = reader.Bytes(),
        Bid = reader.Decimal(),
        Ask = reader.Decimal(),
        Average = reader.Decimal(),
        FactsAge = reader.UInt32(),
        Asset = reader.Bytes(),
        Orders = reader.UInt32(),
        Notional = reader.Decimal(),
        Loss = reader.Decimal(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Bytes(Bot);
        writer.Bytes(Key);
        writer.Bytes(Source);
        writer.Bytes(Endpoint);
        writer.Bytes(Parameters);
        writer.UInt64(PolicyVersion);
        writer.Bytes(PolicyHash);
        writer.Decimal(Bid);
        writer.Decimal(Ask);
        writer.Decimal(Average);
        writer.UInt32(FactsAge);
        writer.Bytes(Asset);
        writer.UInt32(Orders);
        writer.Decimal(Notional);
        writer.Decimal(Loss);
    }
}
