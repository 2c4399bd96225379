using System.Runtime.InteropServices;

namespace Countersign.Signer.Custody.Tokens.Cryptoki;

/// <summary>
/// Tells whether a library is the system's: whoever may change it, or a folder above it, runs code in the signer. So all of these must belong to
/// root and be writable by nobody else, whatever named the path.
/// </summary>
internal static partial class SystemLibrary
{
    private const string Library = "libc.so.6";
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint ModeAndOwner = 0x1 | 0x2 | 0x8;
    private const int StatusLength = 256;
    private const int OwnerOffset = 20;
    private const int ModeOffset = 28;
    private const int WritableByOthers = 0x12;
    private const int FileKind = 0xF000;
    private const int RegularFile = 0x8000;
    private const int Folder = 0x4000;

    /// <summary>Follows links to the file itself, which is what must be loaded then: a link could point elsewhere a moment later.</summary>
    public static bool TryResolve(string path, out string resolved, out string reason)
    {
        resolved = "";
        nint real = realpath(path, 0);
        if (real == 0)
        {
            reason = $"the module {path} cannot be opened: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}";
            return false;
        }

        resolved = Marshal.PtrToStringUTF8(real)!;
        free(real);
        for (string? part = resolved; part is not null; part = Path.GetDirectoryName(part))
        {
            if (!IsRoots(part, part == resolved ? RegularFile : Folder))
            {
                reason = $"{part} can be changed by others than root, so the module {path} is not loaded: install it as root, such as below /usr/lib";
                return false;
            }
        }

        reason = "";
        return true;
    }

    private static bool IsRoots(string path, int kind)
    {
        Span<byte> status = stackalloc byte[StatusLength];
        if (statx(CurrentFolder, path, NoFollow, ModeAndOwner, status) != 0)
        {
            return false;
        }

        ushort mode = MemoryMarshal.Read<ushort>(status[ModeOffset..]);
        return MemoryMarshal.Read<uint>(status[OwnerOffset..]) == 0 && (mode & WritableByOthers) == 0 && (mode & FileKind) == kind;
    }

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint realpath(string path, nint target);

    [LibraryImport(Library)]
    private static partial void free(nint text);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(int folder, string path, int flags, uint mask, Span<byte> status);
}
