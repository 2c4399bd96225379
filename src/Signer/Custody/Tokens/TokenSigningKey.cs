using Countersign.Core.Records;
using Countersign.Core.Records.Tokens;
using Countersign.Signer.Custody.Tokens.Cryptoki;

namespace Countersign.Signer.Custody.Tokens;

/// <summary>
/// An exchange key whose private half never was in this process: a token signs. Signing takes as long as the token does, and throws
/// <see cref="KeyUnreachableException"/> while the token is not there.
/// </summary>
internal sealed class TokenSigningKey : ExchangeSigningKey
{
    private readonly OpenTokens _tokens;
    private readonly OpenToken _token;
    private readonly TokenUri _uri;
    private TokenKeyHandle? _handle;
    private int _isDisposed;

    /// <summary>Takes over one hold on the token, which ends with the key.</summary>
    public TokenSigningKey(OpenTokens tokens, OpenToken token, TokenUri uri, TokenKey found)
        : base(found.Type)
    {
        (_tokens, _token, _uri) = (tokens, token, uri);
        (PublicHalf, SignatureLength) = (found.PublicHalf, found.SignatureLength);
    }

    /// <summary>DER <c>SubjectPublicKeyInfo</c>, as the token tells it.</summary>
    public ReadOnlyMemory<byte> PublicHalf { get; }

    public override int SignatureLength { get; }

    public override bool IsSlow => true;

    /// <inheritdoc/>
    /// <exception cref="KeyUnreachableException">The token is not there, or does not sign.</exception>
    public override int Sign(ReadOnlySpan<byte> payload, Span<byte> signature)
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        TokenKeyHandle? handle = Volatile.Read(ref _handle);
        _token.Sign(
            _uri, ref handle, Type == ExchangeKeyType.Rsa ? CryptokiMechanism.Sha256Rsa : CryptokiMechanism.EdDsa, payload,
            signature[..SignatureLength]);
        Volatile.Write(ref _handle, handle);
        return SignatureLength;
    }

    protected override void Dispose(bool disposing)
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            _tokens.Release(_token);
        }
    }
}
