using Countersign.Core.Catalogue;
using Countersign.Courier.Links;
using Countersign.Courier.Wire;

namespace Countersign.Courier.Calls;

/// <summary>A signed call in the courier's hands: to be sent once.</summary>
/// <param name="Signer">Which life of the signer signed it: only that one can be asked for a question after it.</param>
/// <param name="Id">The gateway's number of the call.</param>
/// <param name="Sequence">The signer's number of the signature.</param>
/// <param name="Key">The signer's number of the exchange key.</param>
/// <param name="Request">What goes on the wire.</param>
/// <param name="ReceiveWindow">After this the exchange no longer takes it.</param>
/// <param name="AsksOutcome">True when an unknown outcome can be asked after.</param>
internal sealed record SignedWork(SignerLink Signer, ulong Id, ulong Sequence, uint Key, ExchangeRequest Request, TimeSpan ReceiveWindow, bool AsksOutcome)
{
    public Endpoint Endpoint => Request.Endpoint;

    public bool IsCancel => Endpoint.Effect == Effect.Cancel;

    /// <summary>True when it changes nothing at the exchange, so that not knowing what became of it does no harm.</summary>
    public bool ChangesNothing => Endpoint.Method == HttpVerb.Get || Endpoint.Effect == Effect.Test;

    /// <summary>The query holds a signature: not in any text.</summary>
    public override string ToString() => $"{Endpoint} {Sequence}";
}
