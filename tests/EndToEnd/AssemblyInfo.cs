using Xunit;

// Each class starts real processes: one world at a time leaves the machine to it.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
