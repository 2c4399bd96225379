using System.Runtime.InteropServices;

namespace Countersign.Signer.Custody;

/// <summary>What one guess at the passphrase costs: Argon2id memory in KiB and passes over it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct KdfCost(uint MemoryKiB, uint Passes)
{
    /// <summary>Below this a header counts as weakened by somebody and is refused (RFC 9106, section 4, second choice: 64 MiB, 3 passes).</summary>
    public static KdfCost Floor { get; } = new(64 * 1024, 3);

    public static KdfCost Default { get; } = new(256 * 1024, 3);

    /// <summary>Above this a header would only keep the signer busy.</summary>
    public static KdfCost Ceiling { get; } = new(4 * 1024 * 1024, 64);

    public bool IsBelowFloor => MemoryKiB < Floor.MemoryKiB || Passes < Floor.Passes;

    public bool IsAboveCeiling => MemoryKiB > Ceiling.MemoryKiB || Passes > Ceiling.Passes;
}
