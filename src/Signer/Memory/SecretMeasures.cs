using System.Globalization;
using Countersign.Confinement.Measures;
using Countersign.Signer.Interop;

namespace Countersign.Signer.Memory;

/// <summary>How well secrets are kept here, found out by keeping one.</summary>
internal static class SecretMeasures
{
    public static IEnumerable<Measure> Inspect()
    {
        using SecretBuffer secret = SecretBuffer.Create(1);
        string limit = LimitText(MemoryMap.LockLimit());
        yield return new Measure(
            MeasureName.LockedMemory, secret.Keeping == Keeping.Swappable ? MeasureState.Off : MeasureState.On, $"the limit is {limit}");
        yield return secret.Keeping == Keeping.Secret ? new Measure(MeasureName.SecretMemory, MeasureState.On)
            : HasSecretFiles() ? new Measure(MeasureName.SecretMemory, MeasureState.Off, $"the limit of locked memory is {limit}")
            : new Measure(MeasureName.SecretMemory, MeasureState.Impossible, "the kernel has no memfd_secret");
    }

    private static bool HasSecretFiles()
    {
        int file = MemoryMap.OpenSecretFile();
        return file >= 0 && Libc.close(file) == 0;
    }

    private static string LimitText(ulong bytes) =>
        bytes == ulong.MaxValue ? "none" : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024} KiB");
}
