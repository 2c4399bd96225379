namespace Countersign.Benchmarks.Measuring;

/// <summary>Median and 99th percentile, in microseconds.</summary>
internal readonly record struct Quantiles(double Median, double P99);
