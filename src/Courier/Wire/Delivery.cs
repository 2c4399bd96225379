namespace Countersign.Courier.Wire;

/// <summary>What became of a request that was to be sent once.</summary>
internal abstract record Delivery
{
    private Delivery()
    {
    }

    /// <summary>The exchange answered, whatever it said.</summary>
    internal sealed record Answered(ExchangeAnswer Answer) : Delivery;

    /// <summary>Certainly not sent: no connection came about.</summary>
    internal sealed record NotSent(string Reason) : Delivery;

    /// <summary>Sent, perhaps in part, and no whole answer came: nobody here knows whether it was executed.</summary>
    internal sealed record Unanswered : Delivery;
}
