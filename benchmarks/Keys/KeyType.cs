namespace Countersign.Benchmarks.Keys;

/// <summary>How an exchange key signs.</summary>
/// <param name="Name">As `countersign key generate` calls it.</param>
/// <param name="Scheme">As the exchange calls it at registration.</param>
internal sealed record KeyType(string Name, string Scheme)
{
    public static IReadOnlyList<KeyType> All { get; } = [new("ed25519", "ed25519"), new("hmac", "hmac"), new("rsa-2048", "rsa")];

    /// <summary>The exchange makes the secret of such a key; of the others it gets the public half.</summary>
    public bool IsShared => Scheme == "hmac";

    /// <summary>A new key pair to sign with in this process, and its public half in PEM.</summary>
    public (RequestSigner Signer, string PublicKey) NewPair()
    {
        if (Scheme == "rsa")
        {
            var rsa = new RsaSigner();
            return (rsa, rsa.PublicKey);
        }

        var ed25519 = new Ed25519Signer();
        return (ed25519, ed25519.PublicKey);
    }
}
