namespace Countersign.Signer.Memory;

/// <summary>How well pages are kept from others, best first.</summary>
internal enum Keeping
{
    /// <summary>Locked, and not in the kernel's own map: <c>memfd_secret</c>.</summary>
    Secret,

    /// <summary>Never written to swap.</summary>
    Locked,

    /// <summary>Beyond the limit of locked memory: may be written to swap.</summary>
    Swappable,
}
