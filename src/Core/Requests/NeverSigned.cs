using Countersign.Core.Catalogue;
using Countersign.Core.Refusals;

namespace Countersign.Core.Requests;

/// <summary>Why there is never a signature for some endpoints, whatever a policy says.</summary>
public static class NeverSigned
{
    /// <summary>The refusal for an endpoint of <see cref="Endpoint.NeverSigned"/>; the first reason that holds.</summary>
    public static Refusal Refuse(Endpoint endpoint) => new(RefusalKind.NeverSigned, $"{endpoint} {Reason(endpoint)}");

    private static string Reason(Endpoint endpoint) => endpoint switch
    {
        { MovesFundsOut: true } => "moves funds off the account or out of its wallet, and no policy can allow that",
        { ChangesSecurity: true } => "changes the security of the account, and no policy can allow that",
        { Stale: true } => "is known only from outdated documentation, and no policy can allow it",
        { IsSigned: false } => "takes no signature",
        { Effect: Effect.AccountSetting } => "changes a setting of the account, and no policy can allow that",
        _ => "does more than read, trade or cancel, and no policy can allow it",
    };
}
