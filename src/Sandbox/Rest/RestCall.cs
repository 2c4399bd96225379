using System.Net;
using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Keys;
using Countersign.Sandbox.Market;

namespace Countersign.Sandbox.Rest;

/// <summary>A request that passed the checks of its endpoint, on its way to be answered.</summary>
internal sealed record RestCall(Exchange Exchange, Parameters Parameters, ApiKey? Key, IPAddress Address, Shapes Shapes)
{
    /// <summary>The account of a signed call.</summary>
    public Account Account => Key!.Account;

    /// <summary>The symbol asked for; when there is none of that name, the problem is noted and null returned.</summary>
    public SymbolMarket? Market(bool isRequired = true)
    {
        var name = Parameters.Symbol(isRequired);
        if (string.IsNullOrEmpty(name) || Parameters.Problem is not null)
        {
            return null;
        }

        if (Exchange.Markets.TryGetValue(name, out var market))
        {
            return market;
        }

        Parameters.Fail(Errors.Symbol);
        return null;
    }
}
