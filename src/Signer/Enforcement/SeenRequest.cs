namespace Countersign.Signer.Enforcement;

/// <summary>A verified request as the replay guard remembers it.</summary>
internal struct SeenRequest
{
    public required MacKey Key { get; init; }

    /// <summary>Position of its endpoint in the catalogue.</summary>
    public required ushort Endpoint { get; init; }

    /// <summary>When it came, by the clock that only goes forward.</summary>
    public required long Arrived { get; init; }

    /// <summary>The bot's, in microseconds since 1970.</summary>
    public required long Timestamp { get; init; }

    /// <summary>Zero until something was signed for it.</summary>
    public ulong Sequence { get; set; }
}
