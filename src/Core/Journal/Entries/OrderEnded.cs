using Countersign.Core.Frames;

namespace Countersign.Core.Journal.Entries;

/// <summary>Nothing more can fill of an order: what did not fill is exposure no longer.</summary>
public readonly ref struct OrderEnded : IEntry<OrderEnded>
{
    public static EntryKind Kind => EntryKind.OrderEnded;

    /// <summary>The index of its entry.</summary>
    public required ulong Order { get; init; }

    /// <summary>The exchange's word (FILLED, CANCELED, EXPIRED, REJECTED), or NOT_SENT where it certainly never left.</summary>
    public required ReadOnlySpan<byte> Status { get; init; }

    /// <summary>What filled, in the quote asset.</summary>
    public required decimal Executed { get; init; }

    public static OrderEnded Read(scoped ref FrameReader reader) => new()
    {
        Order = reader.UInt64(),
        Status = reader.Bytes(),
        Executed = reader.Decimal(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.UInt64(Order);
        writer.Bytes(Status);
        writer.Decimal(Executed);
    }
}
