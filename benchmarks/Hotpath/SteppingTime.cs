namespace Countersign.Benchmarks.Hotpath;

/// <summary>The system's clock, with five milliseconds more between any two readings: some 200 requests a second, so that what is old is forgotten as in a long run.</summary>
internal sealed class SteppingTime : TimeProvider
{
    private static readonly long _step = System.TimestampFrequency / 200;

    private long _ahead;

    public override long GetTimestamp() => System.GetTimestamp() + (_ahead += _step);
}
