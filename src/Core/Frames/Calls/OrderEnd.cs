namespace Countersign.Core.Frames;

/// <summary>Courier to signer: the exchange says that nothing more can fill of an order, so what did not fill is exposure no longer.</summary>
public readonly ref struct OrderEnd : IFrame<OrderEnd>
{
    /// <summary>The most bytes of <see cref="Status"/>.</summary>
    public const int MaxStatus = 32;

    public static FrameType Type => FrameType.OrderEnd;

    /// <summary>The signer's number of the call that placed it.</summary>
    public required ulong Sequence { get; init; }

    /// <summary>Said by the answer to <see cref="HousePurpose.OrderState"/>, which asks by a name that other orders may have had.</summary>
    public required bool IsByName { get; init; }

    /// <summary>The exchange's word for the end, ASCII.</summary>
    public required ReadOnlySpan<byte> Status { get; init; }

    /// <summary>What filled, in the quote asset.</summary>
    public required decimal Executed { get; init; }

    public static OrderEnd Read(scoped ref FrameReader reader) => new()
    {
        Sequence = reader.UInt64(),
        IsByName = reader.Flag(),
        Status = reader.Bytes(),
        Executed = reader.Decimal(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.UInt64(Sequence);
        writer.Flag(IsByName);
        writer.Bytes(Status);
        writer.Decimal(Executed);
    }
}
