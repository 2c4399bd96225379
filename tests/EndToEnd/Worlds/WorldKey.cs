namespace Countersign.EndToEnd.Worlds;

/// <summary>How a world comes by its exchange key.</summary>
/// <param name="Type">`ed25519`, `rsa-2048`, `rsa-4096`; imported ones `ed25519`, `rsa`, `hmac`.</param>
/// <param name="Secret">The private key in PEM, to import; null for a key that the signer makes, and for HMAC, whose secret the exchange makes.</param>
/// <param name="PublicKey">In PEM; null likewise.</param>
internal sealed record WorldKey(string Type, string? Secret = null, string? PublicKey = null)
{
    public static WorldKey Ed25519 { get; } = new("ed25519");

    public static WorldKey Rsa { get; } = new("rsa-2048");

    public static WorldKey Hmac { get; } = new("hmac");

    /// <summary>What the exchange calls it.</summary>
    public string SchemeName => Type.Split('-')[0];
}
