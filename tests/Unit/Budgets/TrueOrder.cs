using Countersign.Core.Budgets;
using Countersign.Core.Records;

namespace Countersign.Unit.Budgets;

/// <summary>What truly became of an order that reached the exchange.</summary>
internal sealed class TrueOrder(RecordIdentity bot, Charge charge, long signed)
{
    public RecordIdentity Bot => bot;

    public Charge Charge => charge;

    public long Signed => signed;

    /// <summary>When its end was told; null while it may fill.</summary>
    public long? Ended { get; set; }

    /// <summary>The part of it that filled.</summary>
    public decimal Executed { get; set; }

    /// <summary>The loss of what filled.</summary>
    public decimal Lost => charge.Notional == 0 ? charge.Loss : charge.Loss * Executed / charge.Notional;
}
