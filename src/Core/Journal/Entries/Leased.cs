using Countersign.Core.Frames;
using Countersign.Core.Records;

namespace Countersign.Core.Journal.Entries;

/// <summary>Budget booked ahead of its use: after a crash what is left of it counts as spent.</summary>
public readonly ref struct Leased : IEntry<Leased>
{
    public static EntryKind Kind => EntryKind.Leased;

    /// <summary>The budget of a bot, or of a key over all its bots.</summary>
    public required RecordKind Scope { get; init; }

    /// <summary>Of the key or bot, ASCII.</summary>
    public required ReadOnlySpan<byte> Name { get; init; }

    /// <summary>The quote asset, ASCII; none for a lease of orders.</summary>
    public required ReadOnlySpan<byte> Asset { get; init; }

    /// <summary>Orders booked.</summary>
    public required uint Orders { get; init; }

    /// <summary>Notional booked, in the asset.</summary>
    public required decimal Notional { get; init; }

    /// <summary>Loss booked, in the asset.</summary>
    public required decimal Loss { get; init; }

    public static Leased Read(scoped ref FrameReader reader) => new()
    {
        Scope = (RecordKind)reader.Choice((byte)RecordKind.Bot),
        Name = reader.Bytes(),
        Asset = reader.Bytes(),
        Orders = reader.UInt32(),
        Notional = reader.Decimal(),
        Loss = reader.Decimal(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Byte((byte)Scope);
        writer.Bytes(Name);
        writer.Bytes(Asset);
        writer.UInt32(Orders);
        writer.Decimal(Notional);
        writer.Decimal(Loss);
    }
}
