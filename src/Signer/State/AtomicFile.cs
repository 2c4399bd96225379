using System.Runtime.InteropServices;
using Countersign.Signer.Interop;

namespace Countersign.Signer.State;

/// <summary>Replaces a file as a whole: after a crash or power loss it has the old or the new bytes, and once this returns the new ones.</summary>
internal static class AtomicFile
{
    public const string TemporarySuffix = ".new";

    /// <exception cref="IOException">It could not be made durable; which of the two the file holds is then unknown.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> bytes)
    {
        string temporary = path + TemporarySuffix;
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 0,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using (var file = new FileStream(temporary, options))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        SyncDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    // The new name is durable only once its directory is.
    private static void SyncDirectory(string directory)
    {
        int fd = Libc.open(directory, Libc.ReadOnlyDirectory);
        int result = fd < 0 ? -1 : Libc.fsync(fd);
        int error = Marshal.GetLastPInvokeError();
        if (fd >= 0)
        {
            _ = Libc.close(fd);
        }

        if (result != 0)
        {
            throw new IOException($"the directory {directory} could not be synced: {Marshal.GetPInvokeErrorMessage(error)}");
        }
    }
}
