namespace Countersign.Core.Frames;

/// <summary>Operator to signer, with the passphrase's descriptor: seal a key anew with what all its bots together may spend.</summary>
public readonly ref struct LimitKey : IFrame<LimitKey>
{
    public static FrameType Type => FrameType.LimitKey;

    public required ReadOnlySpan<byte> Header { get; init; }

    public required ReadOnlySpan<byte> DataKey { get; init; }

    /// <summary>The sealed key.</summary>
    public required ReadOnlySpan<byte> Record { get; init; }

    /// <summary>Budget clauses in JSON; empty to take the ceiling away.</summary>
    public required ReadOnlySpan<byte> Budgets { get; init; }

    public static LimitKey Read(scoped ref FrameReader reader) => new()
    {
        Header = reader.Bytes(),
        DataKey = reader.Bytes(),
        Record = reader.Bytes(),
        Budgets = reader.Bytes(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Bytes(Header);
        writer.Bytes(DataKey);
        writer.Bytes(Record);
        writer.Bytes(Budgets);
    }
}
