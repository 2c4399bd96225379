namespace Countersign.Core.Catalogue;

/// <summary>What the exchange wants to see before it answers.</summary>
public enum Access
{
    /// <summary>Nothing: public market data.</summary>
    None,

    /// <summary>An API key in the header, no signature: market data too.</summary>
    KeyOnly,

    /// <summary>An API key in the header, no signature; hands out a token for the account's events.</summary>
    Stream,

    /// <summary>A signature over the parameters, <c>timestamp</c> among them.</summary>
    Signed,
}
