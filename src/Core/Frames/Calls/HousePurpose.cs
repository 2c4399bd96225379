namespace Countersign.Core.Frames;

/// <summary>The closed list of requests that Countersign makes for itself.</summary>
public enum HousePurpose : byte
{
    /// <summary>Does a key work, and what may it do: apiRestrictions, or account where the exchange has no such endpoint.</summary>
    Probe,

    /// <summary>What became of an order or a cancel that was sent and not answered.</summary>
    Outcome,

    /// <summary>Whether an order that was answered still rests, or how it ended.</summary>
    OrderState,
}
