namespace Countersign.Confinement.Measures;

/// <summary>Whether a measure holds, as the kernel answered when it was asked.</summary>
public enum MeasureState
{
    /// <summary>It holds.</summary>
    On,

    /// <summary>It does not hold, and could: somebody can turn it on.</summary>
    Off,

    /// <summary>This machine's kernel does not have it.</summary>
    Impossible,
}
