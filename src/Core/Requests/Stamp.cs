namespace Countersign.Core.Requests;

/// <summary>What the signer sets anew on each request that it signs.</summary>
/// <param name="timestampMilliseconds">Since 1970, by the signer's clock corrected to the exchange's.</param>
/// <param name="recvWindowMilliseconds">For how long the exchange may still accept it.</param>
/// <param name="newClientOrderId">Used where the endpoint places an order and the bot named none; 1 to 36 of A-Z a-z 0-9 - _</param>
public readonly ref struct Stamp(long timestampMilliseconds, int recvWindowMilliseconds, ReadOnlySpan<byte> newClientOrderId = default)
{
    public long TimestampMilliseconds { get; } = timestampMilliseconds;

    public int RecvWindowMilliseconds { get; } = recvWindowMilliseconds;

    public ReadOnlySpan<byte> NewClientOrderId { get; } = newClientOrderId;
}
