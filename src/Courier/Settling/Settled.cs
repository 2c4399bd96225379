namespace Countersign.Courier.Settling;

/// <summary>What is known of a call that an ended signer may have handed over.</summary>
internal enum Settled
{
    /// <summary>It came, and its reply has been given or is coming.</summary>
    UnderWay,

    /// <summary>That signer's channel was read to its end and it was not there: it was never sent.</summary>
    NotReceived,

    /// <summary>This courier never was linked to that life of the signer; an earlier courier may have had the call.</summary>
    Unknown,
}
