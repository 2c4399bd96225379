namespace Countersign.Courier.Limits;

/// <summary>Who gives way to whom when the weight of a minute runs out.</summary>
internal enum Traffic
{
    /// <summary>Market data for bots: stops first.</summary>
    Public,

    /// <summary>Signed calls, market facts, outcomes: stop when only the reserve for cancels is left.</summary>
    Signed,

    /// <summary>Never stopped for weight: it makes an account safer.</summary>
    Cancel,
}
