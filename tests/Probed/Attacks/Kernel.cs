using System.Runtime.InteropServices;

namespace Countersign.Attacks;

/// <summary>The calls that attacks are made of. Linux on x86-64; errors are told by errno.</summary>
internal static unsafe partial class Kernel
{
    internal const int ReadOnly = 0x80000;
    internal const int CreateForWriting = 0x80000 | 0x40 | 0x1;
    internal const int Folder = 0x80000 | 0x10000;
    internal const int Clone = 56;
    internal const int ExitGroup = 231;
    internal const int Keyctl = 250;
    internal const int IoUringSetup = 425;
    internal const int OpenProcess = 434;
    internal const int TakeDescriptor = 438;

    private const string Library = "libc.so.6";

    [StructLayout(LayoutKind.Sequential)]
    internal struct Address
    {
        internal ushort Family;
        internal ushort Port;
        internal uint Host;
        internal ulong Padding;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Vector
    {
        internal void* Start;
        internal nuint Length;
    }

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    internal static partial nint Call(nint number, nint first, nint second, nint third);

    [LibraryImport(Library, EntryPoint = "socket", SetLastError = true)]
    internal static partial int Socket(int domain, int type, int protocol);

    [LibraryImport(Library, EntryPoint = "connect", SetLastError = true)]
    internal static partial int Connect(int socket, in Address address, int length);

    [LibraryImport(Library, EntryPoint = "bind", SetLastError = true)]
    internal static partial int Bind(int socket, in Address address, int length);

    [LibraryImport(Library, EntryPoint = "listen", SetLastError = true)]
    internal static partial int Listen(int socket, int backlog);

    [LibraryImport(Library, EntryPoint = "sendto", SetLastError = true)]
    internal static partial nint SendTo(int socket, ReadOnlySpan<byte> bytes, nint length, int flags, in Address address, int addressLength);

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags, int mode);

    [LibraryImport(Library, EntryPoint = "execve", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Execute(string path, nint arguments, nint environment);

    [LibraryImport(Library, EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Spawn(out int child, string path, nint actions, nint attributes, nint[] arguments, nint[] environment);

    [LibraryImport(Library, EntryPoint = "ptrace", SetLastError = true)]
    internal static partial int Trace(nint request, nint process, nint address, nint data);

    [LibraryImport(Library, EntryPoint = "process_vm_readv", SetLastError = true)]
    internal static partial nint ReadProcess(int process, in Vector here, nuint hereCount, in Vector there, nuint thereCount, nuint flags);

    [LibraryImport(Library, EntryPoint = "kill", SetLastError = true)]
    internal static partial int Kill(int process, int signal);

    [LibraryImport(Library, EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int MemoryFile(string name, uint flags);

    [LibraryImport(Library, EntryPoint = "unshare", SetLastError = true)]
    internal static partial int Unshare(int flags);

    [LibraryImport(Library, EntryPoint = "prctl", SetLastError = true)]
    internal static partial int Control(int option, nuint value);

    [LibraryImport(Library, EntryPoint = "setrlimit", SetLastError = true)]
    internal static partial int SetLimit(int resource, ulong[] limit);
}
