namespace Countersign.Core.Requests;

/// <summary>How the exchange wants the bytes of a signature written.</summary>
public enum SignatureEncoding
{
    /// <summary>Lower-case hex: HMAC-SHA256.</summary>
    Hex,

    /// <summary>Base64, percent-encoded: RSA and Ed25519.</summary>
    Base64,
}
