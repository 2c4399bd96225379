using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Countersign.Core.Records;
using Countersign.Signer.Interop;

namespace Countersign.Signer.Custody;

/// <summary>RSA with PKCS#1 v1.5 padding and SHA-256 (RFC 8017, section 8.2), from a key that stays loaded in OpenSSL.</summary>
internal sealed class RsaSigningKey : ExchangeSigningKey
{
    private readonly EvpKeyHandle _key;

    private RsaSigningKey(EvpKeyHandle key)
        : base(ExchangeKeyType.Rsa)
    {
        _key = key;
        SignatureLength = LibCrypto.EVP_PKEY_get_bits(key) / 8;
    }

    public override int SignatureLength { get; }

    public override bool IsSlow => true;

    /// <summary>Loads a PKCS#8 <c>PrivateKeyInfo</c> in DER.</summary>
    public static bool TryLoad(ReadOnlySpan<byte> pkcs8, [NotNullWhen(true)] out RsaSigningKey? key)
    {
        EvpKeyHandle handle = OpenSslKeys.FromDer(pkcs8);
        bool usable = OpenSslKeys.IsRsaOfAcceptedSize(handle);
        key = usable ? new RsaSigningKey(handle) : null;
        if (!usable)
        {
            handle.Dispose();
        }

        return usable;
    }

    public override int Sign(ReadOnlySpan<byte> payload, Span<byte> signature)
    {
        nint context = LibCrypto.EVP_MD_CTX_new();
        try
        {
            nuint length = (nuint)SignatureLength;
            bool signed = context != 0
                && LibCrypto.EVP_DigestSignInit(context, 0, LibCrypto.EVP_sha256(), 0, _key) == 1
                && LibCrypto.EVP_DigestSign(context, signature[..SignatureLength], ref length, payload, (nuint)payload.Length) == 1
                && length == (nuint)SignatureLength;
            if (!signed)
            {
                LibCrypto.ERR_clear_error();
                throw new CryptographicException("the RSA signature failed");
            }

            return SignatureLength;
        }
        finally
        {
            LibCrypto.EVP_MD_CTX_free(context);
        }
    }

    protected override void Dispose(bool disposing) => _key.Dispose();
}
