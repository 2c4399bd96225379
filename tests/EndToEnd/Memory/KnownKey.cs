using System.Diagnostics;
using System.Security.Cryptography;
using Countersign.EndToEnd.Worlds;

namespace Countersign.EndToEnd.Memory;

/// <summary>A private key that the test knows, so that it can look for it.</summary>
/// <param name="Import">For the world.</param>
/// <param name="Secrets">Every form of it.</param>
/// <param name="InUse">The form that the signer has to hold while it is unlocked; null where it keeps a state derived from it.</param>
internal sealed record KnownKey(WorldKey Import, IReadOnlyList<Secret> Secrets, Secret? InUse)
{
    // PKCS#8 of an Ed25519 key up to its 32 bytes (RFC 8410, 7).
    private static readonly byte[] Ed25519Start = Convert.FromHexString("302e020100300506032b657004220420");

    public static async Task<KnownKey> MakeAsync(string type) => type switch
    {
        "ed25519" => await Ed25519Async(),
        "rsa" => Rsa(),
        // The exchange makes the secret of an HMAC key; it is added when it is known.
        _ => new KnownKey(WorldKey.Hmac, [], InUse: null),
    };

    private static async Task<KnownKey> Ed25519Async()
    {
        var seed = RandomNumberGenerator.GetBytes(32);
        var pem = PemEncoding.WriteString("PRIVATE KEY", [.. Ed25519Start, .. seed]) + "\n";
        var openssl = new ProcessStartInfo("openssl", ["pkey", "-pubout"]);
        var publicKey = (await CommandLine.RunAsync(openssl, pem)).Succeeded().Output;
        var raw = Secret.OfBytes("the Ed25519 seed", seed);
        return new KnownKey(new WorldKey("ed25519", pem, publicKey), [raw, Secret.OfPem("the PEM file", pem)], raw);
    }

    private static KnownKey Rsa()
    {
        using var key = RSA.Create(2048);
        var pem = key.ExportPkcs8PrivateKeyPem() + "\n";
        var numbers = Secret.OfRsa("a number of the RSA key", key);
        return new KnownKey(
            new WorldKey("rsa", pem, key.ExportSubjectPublicKeyInfoPem()), [numbers, Secret.OfPem("the PEM file", pem)], numbers);
    }
}
