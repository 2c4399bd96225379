using System.Diagnostics.CodeAnalysis;
using Countersign.Core.Records;
using Countersign.Signer.Interop;
using Countersign.Signer.Memory;

namespace Countersign.Signer.Custody;

/// <summary>
/// Takes an existing key into custody: checks that it is of the kind the operator says, that its numbers fit, and that its public half
/// verifies what it signs.
/// </summary>
internal static class KeyImport
{
    private const int ShortestHmacSecret = 8;
    private const int LongestHmacSecret = 256;

    /// <param name="type">What the operator says it is.</param>
    /// <param name="file">For HMAC the secret's text, else a PEM file.</param>
    /// <param name="passphrase">Of an encrypted PEM file.</param>
    /// <param name="expectedPublicHalf">DER <c>SubjectPublicKeyInfo</c> that the key must have; empty when the operator gave none.</param>
    /// <param name="material">The key; the caller disposes it.</param>
    /// <param name="reason">Why not; it holds nothing of the file.</param>
    public static bool TryImport(
        ExchangeKeyType type,
        SecretBuffer file,
        SecretBuffer? passphrase,
        ReadOnlySpan<byte> expectedPublicHalf,
        [NotNullWhen(true)] out ExchangeKeyMaterial? material,
        out string reason)
    {
        bool taken = type == ExchangeKeyType.Hmac
            ? TryTakeHmac(file, out material, out reason)
            : TryTakePem(type, file, passphrase, out material, out reason);
        if (!taken)
        {
            return false;
        }

        reason = !expectedPublicHalf.IsEmpty && !expectedPublicHalf.SequenceEqual(material!.PublicHalf.Span)
            ? "the private key does not belong to the public key that was given with it"
            : type != ExchangeKeyType.Hmac && !SignsForItsPublicHalf(material!)
                ? "the key does not verify what it signs; export it again from where it was made"
                : "";
        if (reason.Length > 0)
        {
            material!.Dispose();
            material = null;
        }

        return material is not null;
    }

    private static bool TryTakeHmac(SecretBuffer file, out ExchangeKeyMaterial? material, out string reason)
    {
        material = null;
        ReadOnlySpan<byte> text = file.Span;
        text = text.EndsWith("\n"u8) ? text[..^1] : text;
        text = text.EndsWith("\r"u8) ? text[..^1] : text;
        foreach (byte b in text)
        {
            if (!char.IsAsciiLetterOrDigit((char)b))
            {
                reason = "an HMAC secret is letters and digits only; for a key in PEM say --type ed25519 or --type rsa";
                return false;
            }
        }

        if (text.Length is < ShortestHmacSecret or > LongestHmacSecret)
        {
            reason = "an HMAC secret has 8 to 256 letters and digits; the exchange's have 64";
            return false;
        }

        reason = "";
        material = new ExchangeKeyMaterial(ExchangeKeyType.Hmac, SecretBuffer.CopyOf(text), publicHalf: default);
        return true;
    }

    private static bool TryTakePem(
        ExchangeKeyType type, SecretBuffer file, SecretBuffer? passphrase, out ExchangeKeyMaterial? material, out string reason)
    {
        material = null;

        // OpenSSL would take the first of several keys; which one was meant is for the operator to say.
        if (file.Span.Count("PRIVATE KEY-----"u8) != 2)
        {
            reason = "the file does not hold exactly one private key in PEM";
            return false;
        }

        bool encrypted = file.Span.IndexOf("ENCRYPTED"u8) >= 0;
        if (encrypted && passphrase is null)
        {
            reason = "the key file is encrypted; give its passphrase too: --secret-passphrase-file FILE";
            return false;
        }

        using EvpKeyHandle key = OpenSslKeys.FromPem(file.Span, passphrase);
        if (key.IsInvalid)
        {
            reason = encrypted ? "the passphrase of the key file is wrong, or the file is damaged" : "the key file is damaged";
            return false;
        }

        int kind = LibCrypto.EVP_PKEY_get_base_id(key);
        switch (type)
        {
            case ExchangeKeyType.Ed25519 when kind == LibCrypto.Ed25519:
                material = new ExchangeKeyMaterial(type, OpenSslKeys.ToEd25519Seed(key), PublicHalf.Of(key));
                break;
            case ExchangeKeyType.Rsa when OpenSslKeys.IsRsaOfAcceptedSize(key) && OpenSslKeys.IsConsistent(key):
                material = new ExchangeKeyMaterial(type, OpenSslKeys.ToPkcs8(key), PublicHalf.Of(key));
                break;
            case ExchangeKeyType.Rsa when kind == LibCrypto.Rsa:
                reason = "the RSA key is damaged, or has not 2048, 3072 or 4096 bits";
                return false;
            default:
                reason = "the file holds a key of another type than --type says";
                return false;
        }

        reason = "";
        return true;
    }

    private static bool SignsForItsPublicHalf(ExchangeKeyMaterial material)
    {
        var content = new ExchangeKeyContent { Type = material.Type, Secret = material.Secret.Span, CreatedAt = 0 };
        if (!ExchangeSigningKey.TryOpen(content, out ExchangeSigningKey? key, out _))
        {
            return false;
        }

        using (key)
        {
            var signature = new byte[key.SignatureLength];
            ReadOnlySpan<byte> probe = "countersign import probe"u8;
            key.Sign(probe, signature);
            return PublicHalf.Verifies(material.Type, material.PublicHalf.Span, probe, signature);
        }
    }
}
