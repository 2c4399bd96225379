using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Countersign.Signer.Interop;

/// <summary>The few system calls that .NET does not offer without a managed copy of the bytes. Failures are told by errno.</summary>
internal static partial class Libc
{
    private const string Library = "libc.so.6";

    // A tenth of the processor's time when others want it, all of it when nobody does.
    private const int Nice = 10;

    public const int Interrupted = 4;
    public const int ReadOnlyDirectory = 0x10000 | 0x80000;

    [LibraryImport(Library, SetLastError = true)]
    public static partial nint read(int fd, Span<byte> target, nuint length);

    [LibraryImport(Library, SetLastError = true)]
    public static partial nint write(int fd, ReadOnlySpan<byte> source, nuint length);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int open(string path, int flags);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int close(int fd);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int fsync(int fd);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int fdatasync(SafeFileHandle fd);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int isatty(int fd);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int tcgetpgrp(int fd);

    [LibraryImport(Library)]
    public static partial int getpgrp();

    [LibraryImport(Library, SetLastError = true)]
    public static partial int tcgetattr(int fd, out Termios settings);

    [LibraryImport(Library, SetLastError = true)]
    public static partial int tcsetattr(int fd, int when, in Termios settings);

    /// <summary>The calling thread gives way to the others (setpriority(2): on Linux a nice value is a thread's). A kernel that refuses leaves it as it is.</summary>
    public static void GiveWay() => _ = setpriority(which: 0, who: 0, Nice);

    [LibraryImport(Library)]
    private static partial int setpriority(int which, int who, int priority);
}
