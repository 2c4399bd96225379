namespace Countersign.Sandbox.Limits;

/// <summary>What one address has used. Times in milliseconds since the epoch.</summary>
internal sealed class AddressUse
{
    public IntervalCounter Weight { get; } = new(60);

    public IntervalCounter Refusals { get; } = new(60);

    public long BannedUntil { get; set; }
}
