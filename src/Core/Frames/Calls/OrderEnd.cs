namespace Countersign.Core.Frames;

/// <summary>Courier to signer: the exchange says that nothing more can fill of an order, so what did not fill is exposure no longer.</summary>
public readonly ref struct OrderEnd : IFrame<OrderEnd>
{
    public static FrameType Type => FrameType.OrderEnd;

    /// <summary>The signer's number of the call that placed it; 0 where only its name is known, as from the answer to a cancel.</summary>
    public required ulong Sequence { get; init; }

    /// <summary>The signer's number of the exchange key whose order it is.</summary>
    public required uint Key { get; init; }

    public required ReadOnlySpan<byte> Symbol { get; init; }

    public required ReadOnlySpan<byte> ClientOrderId { get; init; }

    /// <summary>The exchange's word for the end, ASCII.</summary>
    public required ReadOnlySpan<byte> Status { get; init; }

    /// <summary>What filled, in the quote asset.</summary>
    public required decimal Executed { get; init; }

    public static OrderEnd Read(scoped ref FrameReader reader) => new()
    {
        Sequence = reader.UInt64(),
        Key = reader.UInt32(),
        Symbol = reader.Bytes(),
        ClientOrderId = reader.Bytes(),
        Status = reader.Bytes(),
        Executed = reader.Decimal(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.UInt64(Sequence);
        writer.UInt32(Key);
        writer.Bytes(Symbol);
        writer.Bytes(ClientOrderId);
        writer.Bytes(Status);
        writer.Decimal(Executed);
    }
}
