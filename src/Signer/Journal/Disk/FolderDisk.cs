using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Countersign.Signer.Interop;

namespace Countersign.Signer.Journal.Disk;

/// <summary>A folder of the operating system, held by one signer at a time: two on one journal would each overwrite what the other has written.</summary>
internal sealed class FolderDisk : IJournalDisk
{
    // What is replaced as a whole: checkpoint, keys, the snapshot of the signer's memory.
    private const long MaxWhole = 1L << 30;

    private readonly FileStream _exclusive;

    private FolderDisk(string place, FileStream exclusive) => (Place, _exclusive) = (place, exclusive);

    public string Place { get; }

    /// <summary>Takes the folder, which exists; false while another signer has it.</summary>
    public static bool TryOpen(string place, [NotNullWhen(true)] out FolderDisk? disk, out string reason)
    {
        var lockFile = Path.Combine(place, "lock");
        disk = null;
        reason = "";
        try
        {
            var exclusive = new FileStream(lockFile, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
            disk = new FolderDisk(place, exclusive);
            return true;
        }
        catch (IOException) when (File.Exists(lockFile))
        {
            reason = $"another signer uses the journal {place}; stop it first";
            return false;
        }
    }

    public IReadOnlyList<string> List(string folder)
    {
        var path = At(folder);
        return Directory.Exists(path) ? [.. Directory.EnumerateFiles(path).Select(static file => Path.GetFileName(file))] : [];
    }

    public IJournalFile Open(string path)
    {
        var folder = Path.GetDirectoryName(At(path))!;
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            SyncFolder("");
        }

        return new FolderFile(At(path));
    }

    public IJournalFile? OpenExisting(string path) => File.Exists(At(path)) ? new FolderFile(At(path)) : null;

    public byte[]? Read(string path)
    {
        var file = new FileInfo(At(path));
        return !file.Exists ? null
            : file.Length <= MaxWhole ? File.ReadAllBytes(file.FullName)
            : throw new IOException($"{file.FullName} is larger than anything that a signer writes");
    }

    public void Replace(string path, ReadOnlySpan<byte> bytes)
    {
        var temporary = At(path) + ".new";
        using (var file = Open(path + ".new"))
        {
            file.Truncate(0);
            file.Write(bytes, 0);
            file.Sync();
        }

        File.Move(temporary, At(path), overwrite: true);
        SyncFolderOf(path);
    }

    public void Rename(string from, string to)
    {
        if (Directory.Exists(At(from)))
        {
            Directory.Move(At(from), At(to));
        }
        else if (File.Exists(At(from)))
        {
            File.Move(At(from), At(to));
        }

        SyncFolderOf(to);
    }

    public void Delete(string path)
    {
        File.Delete(At(path));
        SyncFolderOf(path);
    }

    public void SyncFolder(string folder)
    {
        var fd = Libc.open(At(folder), Libc.ReadOnlyDirectory);
        var result = fd < 0 ? -1 : Libc.fsync(fd);
        var error = Marshal.GetLastPInvokeError();
        if (fd >= 0)
        {
            _ = Libc.close(fd);
        }

        if (result != 0)
        {
            throw new IOException($"the folder {At(folder)} could not be synced: {Marshal.GetPInvokeErrorMessage(error)}");
        }
    }

    public void Dispose() => _exclusive.Dispose();

    private string At(string path) => Path.Combine(Place, path);

    private void SyncFolderOf(string path) => SyncFolder(Path.GetDirectoryName(path) ?? "");
}
