namespace Countersign.Signer.Enforcement;

/// <summary>What the replay guard says of a request that is proven to come from its bot.</summary>
internal enum Replay
{
    /// <summary>Not seen before, or a read again, or a write that was refused before anything was signed.</summary>
    Fresh,

    /// <summary>The same cancel, bit by bit: it gets the answer of the first.</summary>
    SameCancel,

    /// <summary>A write that was signed already.</summary>
    Repeated,

    /// <summary>The same bytes at another endpoint.</summary>
    Redirected,

    /// <summary>The bot asks more than the guard can remember.</summary>
    TooMany,
}
