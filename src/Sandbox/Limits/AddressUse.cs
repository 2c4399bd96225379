namespace Countersign.Sandbox.Limits;

/// <summary>What one address has used. Times in milliseconds since the epoch.</summary>
internal sealed class AddressUse(bool isOff)
{
    public IntervalCounter Weight { get; } = new(60, isOff);

    public IntervalCounter Refusals { get; } = new(60, isOff);

    public long BannedUntil { get; set; }
}
