namespace Countersign.Core.Requests;

/// <summary>What the signer sets anew on each request that it signs.</summary>
/// <param name="TimestampMilliseconds">Since 1970, by the signer's clock corrected to the exchange's.</param>
/// <param name="RecvWindowMilliseconds">For how long the exchange may still accept it.</param>
/// <param name="NewClientOrderId">Used where the endpoint places an order and the bot named none; 1 to 36 of A-Z a-z 0-9 - _</param>
public readonly record struct Stamp(long TimestampMilliseconds, int RecvWindowMilliseconds, string? NewClientOrderId = null);
