using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Countersign.Signer.Interop;

namespace Countersign.Signer.Memory;

/// <summary>Whole pages for secrets, with a page before and after them that nobody may touch, left out of core dumps; zeros at first.</summary>
internal sealed class SecretPages
{
    private readonly nint _reserved;
    private readonly nint _reservedLength;

    private SecretPages(nint reserved, nint reservedLength, nint length, Keeping keeping) =>
        (_reserved, _reservedLength, Length, Keeping) = (reserved, reservedLength, length, keeping);

    public nint Start => _reserved + Environment.SystemPageSize;

    public nint Length { get; }

    public Keeping Keeping { get; }

    /// <summary>Writable pages, kept as well as the machine allows.</summary>
    /// <exception cref="CryptographicException">No memory is left.</exception>
    public static SecretPages Map(nint atLeast)
    {
        nint page = Environment.SystemPageSize;
        var length = (atLeast + page - 1) / page * page;
        var reservedLength = length + (2 * page);
        var reserved = MemoryMap.mmap(0, reservedLength, MemoryMap.None, MemoryMap.Private | MemoryMap.Anonymous, -1, 0);
        if (reserved == -1)
        {
            throw OutOfMemory();
        }

        var keeping = TryMapSecret(reserved + page, length) ? Keeping.Secret : MapOrdinary(reserved + page, length);
        return new SecretPages(reserved, reservedLength, length, keeping);
    }

    /// <exception cref="CryptographicException">The kernel refuses.</exception>
    public void Protect(bool isWritable)
    {
        if (MemoryMap.mprotect(Start, Length, isWritable ? MemoryMap.Read | MemoryMap.Write : MemoryMap.Read) != 0)
        {
            throw new CryptographicException("the protection of guarded memory could not be changed");
        }
    }

    /// <summary>Gives them back; the caller has wiped what it wrote.</summary>
    public void Unmap() => _ = MemoryMap.munmap(_reserved, _reservedLength);

    private static bool TryMapSecret(nint start, nint length)
    {
        var file = MemoryMap.OpenSecretFile();
        if (file < 0)
        {
            return false;
        }

        try
        {
            return MemoryMap.ftruncate(file, length) == 0
                && MemoryMap.mmap(start, length, MemoryMap.Read | MemoryMap.Write, MemoryMap.Shared | MemoryMap.Fixed, file, 0) == start;
        }
        finally
        {
            _ = Libc.close(file);
        }
    }

    private static Keeping MapOrdinary(nint start, nint length)
    {
        var mapped = MemoryMap.mmap(
            start, length, MemoryMap.Read | MemoryMap.Write, MemoryMap.Private | MemoryMap.Anonymous | MemoryMap.Fixed, -1, 0);
        if (mapped != start || MemoryMap.madvise(start, length, MemoryMap.KeepOutOfDumps) != 0)
        {
            throw OutOfMemory();
        }

        return MemoryMap.mlock(start, length) == 0 ? Keeping.Locked : Keeping.Swappable;
    }

    private static CryptographicException OutOfMemory() =>
        new($"no guarded memory is left; raise the memory limit of the signer ({Marshal.GetLastPInvokeErrorMessage()})");
}
