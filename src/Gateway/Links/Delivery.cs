namespace Countersign.Gateway.Links;

/// <summary>What became of a frame. Only <see cref="Sent"/> has left.</summary>
internal enum Delivery
{
    Sent,

    /// <summary>The peer is behind with reading; another attempt makes sense.</summary>
    NoRoom,

    /// <summary>The peer has ended.</summary>
    PeerEnded,
}
