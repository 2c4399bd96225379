using System.Diagnostics.CodeAnalysis;
using Countersign.Core.Records;

namespace Countersign.Signer.Custody;

/// <summary>
/// An exchange key ready to sign. Signatures are raw bytes; the wire form (hexadecimal for HMAC, base64 for the others) is the caller's.
/// Thread-safe; after a dispose, signing throws.
/// </summary>
internal abstract class ExchangeSigningKey : IDisposable
{
    private protected ExchangeSigningKey(ExchangeKeyType type) => Type = type;

    public ExchangeKeyType Type { get; }

    /// <summary>Bytes of each signature: HMAC 32, Ed25519 64, RSA the size of its modulus.</summary>
    public abstract int SignatureLength { get; }

    /// <summary>True when a signature takes a millisecond rather than microseconds (RSA, or a key in a token): it must not stand before those of other keys.</summary>
    public abstract bool IsSlow { get; }

    /// <summary>Signs exactly these bytes.</summary>
    /// <returns>The bytes written, <see cref="SignatureLength"/>.</returns>
    public abstract int Sign(ReadOnlySpan<byte> payload, Span<byte> signature);

    /// <summary>Takes the key out of an opened record; the content may be disposed afterwards.</summary>
    public static bool TryOpen(in ExchangeKeyContent content, [NotNullWhen(true)] out ExchangeSigningKey? key, out string reason)
    {
        reason = "";
        key = content.Type switch
        {
            ExchangeKeyType.Hmac => new HmacSigningKey(content.Secret),
            ExchangeKeyType.Ed25519 => new Ed25519SigningKey(content.Secret),
            ExchangeKeyType.Rsa when RsaSigningKey.TryLoad(content.Secret, out RsaSigningKey? rsa) => rsa,
            _ => null,
        };
        if (key is null)
        {
            reason = "the record holds a key that cannot sign";
        }

        return key is not null;
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
