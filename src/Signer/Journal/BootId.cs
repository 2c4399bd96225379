namespace Countersign.Signer.Journal;

/// <summary>Linux's random number of the boot (random(4)): within one, the monotonic clock of an earlier process can be compared with ours.</summary>
internal static class BootId
{
    public const int Length = 16;

    private const string KernelFile = "/proc/sys/kernel/random/boot_id";

    /// <summary>The present boot's; zeros, which are like no boot, where the kernel does not tell it.</summary>
    public static byte[] Read()
    {
        try
        {
            return Guid.TryParse(File.ReadAllText(KernelFile).Trim(), out var boot) ? boot.ToByteArray(bigEndian: true) : new byte[Length];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The price is small: budget time stands still between this signer and the one before it.
            return new byte[Length];
        }
    }
}
