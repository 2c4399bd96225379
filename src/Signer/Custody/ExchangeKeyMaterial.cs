using Countersign.Core.Records;
using Countersign.Signer.Memory;

namespace Countersign.Signer.Custody;

/// <summary>A key that was just made or imported, on its way into a sealed record. Only its public half may leave the signer.</summary>
internal sealed class ExchangeKeyMaterial(ExchangeKeyType type, SecretBuffer secret, ReadOnlyMemory<byte> publicHalf) : IDisposable
{
    public ExchangeKeyType Type { get; } = type;

    /// <summary>In the form told by <see cref="ExchangeKeyType"/>.</summary>
    public SecretBuffer Secret { get; } = secret;

    /// <summary>DER <c>SubjectPublicKeyInfo</c>; empty for HMAC.</summary>
    public ReadOnlyMemory<byte> PublicHalf { get; } = publicHalf;

    /// <summary>What is registered at the exchange; none for HMAC.</summary>
    public string? PublicKeyPem => PublicHalf.IsEmpty ? null : Custody.PublicHalf.ToPem(PublicHalf.Span);

    public void Dispose() => Secret.Dispose();
}
