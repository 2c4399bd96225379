using Countersign.Core.Records;

namespace Countersign.Signer.Custody;

/// <summary>The exchange's HMAC-SHA256 key: the secret's text is the key, byte for byte.</summary>
internal sealed class HmacSigningKey(ReadOnlySpan<byte> secret) : ExchangeSigningKey(ExchangeKeyType.Hmac)
{
    private readonly HmacState _state = new(secret);

    public override int SignatureLength => HmacState.MacLength;

    public override bool IsSlow => false;

    public override int Sign(ReadOnlySpan<byte> payload, Span<byte> signature)
    {
        _state.Compute(payload, signature);
        return HmacState.MacLength;
    }

    protected override void Dispose(bool disposing) => _state.Dispose();
}
