namespace Countersign.Benchmarks.Ordering;

/// <summary>What a process has used since its start.</summary>
/// <param name="Name">Of the process.</param>
/// <param name="ProcessorSeconds">In user and kernel mode.</param>
/// <param name="KernelSeconds">In kernel mode.</param>
/// <param name="Waits">Times that one of its threads waited for something.</param>
/// <param name="Allocated">Bytes on the managed heap; null where that cannot be asked.</param>
internal sealed record Counted(string Name, double ProcessorSeconds, double KernelSeconds, long Waits, long? Allocated);
