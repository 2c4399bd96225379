using System.Runtime.InteropServices;

namespace Countersign.Signer.Interop;

/// <summary>Memory by the page. Linux, 64 bit; failures are told by errno.</summary>
internal static partial class MemoryMap
{
    public const int None = 0;
    public const int Read = 1;
    public const int Write = 2;

    public const int Shared = 1;
    public const int Private = 2;
    public const int Fixed = 0x10;
    public const int Anonymous = 0x20;

    /// <summary><c>MADV_DONTDUMP</c>.</summary>
    public const int KeepOutOfDumps = 16;

    private const string Library = "libc.so.6";

    private const int RLIMIT_MEMLOCK = 8;

    // The same number on all architectures; glibc has no wrapper.
    private const int SecretFileCall = 447;
    private const int CloseOnExecute = 0x80000;

    /// <summary>A file in memory that only this process can reach: the kernel takes its pages out of its own map (<c>memfd_secret(2)</c>).</summary>
    public static int OpenSecretFile() => (int)syscall(SecretFileCall, CloseOnExecute);

    /// <summary>Bytes that a user without privileges may lock.</summary>
    public static ulong LockLimit() => getrlimit(RLIMIT_MEMLOCK, out Limit limit) == 0 ? limit.Soft : 0;

    [LibraryImport(Library, SetLastError = true)]
    public static partial nint mmap(nint address, nint length, int protection, int flags, int file, nint offset);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int munmap(nint address, nint length);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int mprotect(nint address, nint length, int protection);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int mlock(nint address, nint length);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int madvise(nint address, nint length, int advice);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int ftruncate(int file, nint length);

    [LibraryImport(Library, SetLastError = true)]
    private static partial int getrlimit(int resource, out Limit limit);

    [LibraryImport(Library, SetLastError = true)]
    private static partial nint syscall(nint number, nint flags);

    /// <summary>A resource limit in bytes; all bits set for none.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }
}
