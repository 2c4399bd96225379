using Countersign.Benchmarks.Measuring;

namespace Countersign.Benchmarks.Reports;

/// <summary>Everything that one run found.</summary>
internal sealed record Results(Machine Machine, Plan Plan, DateTimeOffset Start, IReadOnlyList<Latency> Latencies, IReadOnlyList<Rate> Rates);
