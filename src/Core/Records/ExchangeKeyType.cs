using Countersign.Core.Records.Tokens;

namespace Countersign.Core.Records;

/// <summary>How an exchange key signs. The numbers are on disk.</summary>
public enum ExchangeKeyType
{
    None = 0,

    /// <summary>HMAC-SHA256; the secret is the text that the exchange showed once. Signatures go out in hexadecimal.</summary>
    Hmac = 1,

    /// <summary>Ed25519; the secret is the 32-byte seed of RFC 8032. Signatures go out in base64.</summary>
    Ed25519 = 2,

    /// <summary>RSA, PKCS#1 v1.5 with SHA-256; the secret is a PKCS#8 <c>PrivateKeyInfo</c> in DER. Signatures go out in base64.</summary>
    Rsa = 3,

    /// <summary>As <see cref="Ed25519"/>, with a private key that is in a PKCS#11 token; the secret is a <see cref="TokenKeyContent"/>.</summary>
    Ed25519InToken = 4,

    /// <summary>As <see cref="Rsa"/>, with a private key that is in a PKCS#11 token; the secret is a <see cref="TokenKeyContent"/>.</summary>
    RsaInToken = 5,
}
