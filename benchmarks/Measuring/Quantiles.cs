namespace Countersign.Benchmarks.Measuring;

/// <summary>In microseconds.</summary>
internal readonly record struct Quantiles(double P50, double P99, double P999);
