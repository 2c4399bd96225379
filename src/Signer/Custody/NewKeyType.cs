namespace Countersign.Signer.Custody;

/// <summary>The kinds of key that the signer makes by itself. HMAC keys are made by the exchange.</summary>
internal enum NewKeyType
{
    Ed25519,
    Rsa2048,
    Rsa4096,
}
