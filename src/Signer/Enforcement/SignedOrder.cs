using Countersign.Core.Catalogue;
using Countersign.Core.Names;

namespace Countersign.Signer.Enforcement;

/// <summary>An order or cancel that was signed and handed over: what is needed to ask the exchange what became of it.</summary>
/// <param name="Id">The gateway's id of the call.</param>
/// <param name="Sequence">Its entry in the journal.</param>
/// <param name="Owner">Whose exchange key signed it.</param>
/// <param name="Key">The exchange key it was signed with, which also asks.</param>
/// <param name="Endpoint">What was asked of the exchange.</param>
/// <param name="Payload">The canonical parameters, unsigned.</param>
/// <param name="StampedAt">Milliseconds of the exchange's clock.</param>
/// <param name="Symbol">The symbol of the order.</param>
/// <param name="ByName">The parameter that names the order: orderId or origClientOrderId.</param>
/// <param name="ByValue">Its value.</param>
/// <param name="Questions">How often it was asked after, this time included.</param>
internal sealed record SignedOrder(
    ulong Id, ulong Sequence, OwnerId Owner, KeyName Key, Endpoint Endpoint, ReadOnlyMemory<byte> Payload, long StampedAt,
    string Symbol, string ByName, string ByValue, int Questions)
{
    // A courier asks about a dozen times before it gives up; each question costs the account request weight.
    private const int MaxQuestions = 40;

    /// <summary>False when it was asked after too often, by whoever wants the weight gone.</summary>
    public bool MayBeAskedAfter => Questions <= MaxQuestions;
}
