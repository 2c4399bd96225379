using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Countersign.Cli.Users;

/// <summary>Users, and who owns a file, as the C library tells it. Linux, 64 bit.</summary>
internal static unsafe partial class NativeUsers
{
    private const string Library = "libc.so.6";
    private const int ERANGE = 34;
    private const int AT_FDCWD = -100;
    private const int AT_SYMLINK_NOFOLLOW = 0x100;
    private const uint STATX_BASIC_STATS = 0x7FF;
    private const int EntryRoom = 4096;
    private const int MaxEntryRoom = 1 << 20;

    /// <summary>A user by name; null when there is none.</summary>
    internal static (uint UserId, uint GroupId)? Find(string name)
    {
        for (var room = EntryRoom; room <= MaxEntryRoom; room *= 2)
        {
            var strings = new byte[room];
            fixed (byte* start = strings)
            {
                Entry entry;
                Entry* found;
                if (FindByName(name, &entry, start, (nuint)room, &found) != ERANGE)
                {
                    return found is null ? null : (entry.UserId, entry.GroupId);
                }
            }
        }

        return null;
    }

    /// <summary>Who owns what is at a path, itself and not what it links to.</summary>
    /// <exception cref="Win32Exception">Nothing is there, or it cannot be seen.</exception>
    internal static FileOwner OwnerOf(string path)
    {
        FileStatus status;
        return ReadStatus(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, STATX_BASIC_STATS, &status) == 0
            ? new FileOwner(status.UserId, status.GroupId)
            : throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <summary>Gives a file or folder away, itself and not what it links to.</summary>
    /// <exception cref="Win32Exception">Only root may.</exception>
    internal static void Give(string path, uint userId, uint groupId)
    {
        if (ChangeOwner(path, userId, groupId) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    [LibraryImport(Library, EntryPoint = "getpwnam_r", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int FindByName(string name, Entry* entry, byte* strings, nuint length, Entry** found);

    [LibraryImport(Library, EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int ReadStatus(int folder, string path, int flags, uint mask, FileStatus* status);

    [LibraryImport(Library, EntryPoint = "lchown", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int ChangeOwner(string path, uint userId, uint groupId);

    /// <summary>struct passwd.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Entry
    {
        internal byte* Name;
        internal byte* Password;
        internal uint UserId;
        internal uint GroupId;
        internal byte* Description;
        internal byte* Folder;
        internal byte* Shell;
    }

    /// <summary>struct statx, up to what is read of it; the kernel fills 256 bytes.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct FileStatus
    {
        [FieldOffset(20)]
        internal uint UserId;

        [FieldOffset(24)]
        internal uint GroupId;
    }
}
