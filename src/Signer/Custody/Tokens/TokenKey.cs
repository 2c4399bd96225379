using Countersign.Core.Records;

namespace Countersign.Signer.Custody.Tokens;

/// <summary>A private key that was found in a token.</summary>
/// <param name="Type">Ed25519 or RSA: how it signs.</param>
/// <param name="PublicHalf">DER <c>SubjectPublicKeyInfo</c>, as the token tells it.</param>
/// <param name="SignatureLength">In bytes.</param>
internal sealed record TokenKey(ExchangeKeyType Type, ReadOnlyMemory<byte> PublicHalf, int SignatureLength);
