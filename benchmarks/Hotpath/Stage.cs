namespace Countersign.Benchmarks.Hotpath;

/// <summary>A step of the signer's way through a request, measured alone on one warm thread.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Nanoseconds">Of one call: the median of the batches.</param>
/// <param name="Fastest">Of one call in the fastest batch: what it takes when nothing else runs.</param>
/// <param name="Bytes">Allocated by one call on the managed heap.</param>
internal sealed record Stage(string Name, double Nanoseconds, double Fastest, double Bytes)
{
    private const int Batches = 50;
    private const int CallsPerBatch = 2_000;

    public static Stage Measure(string name, Action call)
    {
        var batches = new double[Batches];
        for (var i = 0; i < CallsPerBatch; i++)
        {
            call();
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var batch = 0; batch < Batches; batch++)
        {
            var start = TimeProvider.System.GetTimestamp();
            for (var i = 0; i < CallsPerBatch; i++)
            {
                call();
            }

            batches[batch] = TimeProvider.System.GetElapsedTime(start).TotalNanoseconds / CallsPerBatch;
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Array.Sort(batches);
        return new Stage(name, batches[Batches / 2], batches[0], (double)allocated / Batches / CallsPerBatch);
    }
}
