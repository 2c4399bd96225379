namespace Countersign.Core.Policies;

/// <summary>What a bot is for.</summary>
public enum PolicyTask
{
    /// <summary>Asks, changes nothing.</summary>
    ReadOnly,

    /// <summary>Places and cancels spot orders, and asks.</summary>
    SpotTrading,
}
