using Countersign.Core.Catalogue;
using Countersign.Signer.Loaded;

namespace Countersign.Signer.Enforcement;

/// <summary>What is remembered of an order before it is signed.</summary>
internal readonly ref struct OrderBeingSigned
{
    /// <summary>The gateway's id of the call.</summary>
    public required ulong Id { get; init; }

    /// <summary>Which life of the gateway gave that id.</summary>
    public required uint Gateway { get; init; }

    public required LoadedKey Key { get; init; }

    public required Endpoint Endpoint { get; init; }

    /// <summary>The canonical parameters.</summary>
    public required ReadOnlySpan<byte> Payload { get; init; }

    /// <summary>Milliseconds of the exchange's clock.</summary>
    public required long StampedAt { get; init; }

    public required OrderName Name { get; init; }
}
