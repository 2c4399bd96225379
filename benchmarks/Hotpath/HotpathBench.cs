using Countersign.Benchmarks.Reports;

namespace Countersign.Benchmarks.Hotpath;

/// <summary>The steps between a received request and its signature, without sockets and journal.</summary>
internal static class HotpathBench
{
    public static Table Measure()
    {
        var table = new Table(
            "One limit order through the signer's steps, on one warm thread. Nanoseconds of one call, and bytes allocated.",
            "step", "median", "fastest", "bytes");
        using var order = new OrderStages();
        foreach (var stage in order.Measure())
        {
            table.Add(stage.Name, stage.Nanoseconds, stage.Fastest, stage.Bytes);
        }

        return table;
    }
}
