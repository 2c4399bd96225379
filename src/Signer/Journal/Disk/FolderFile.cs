using System.Runtime.InteropServices;
using Countersign.Signer.Interop;

namespace Countersign.Signer.Journal.Disk;

/// <summary>A file of the operating system.</summary>
internal sealed class FolderFile : IJournalFile
{
    private readonly FileStream _stream;

    public FolderFile(string path) => _stream = new FileStream(path, new FileStreamOptions
    {
        Mode = FileMode.OpenOrCreate,
        Access = FileAccess.ReadWrite,
        Share = FileShare.ReadWrite,
        BufferSize = 0,
        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
    });

    public long Length => RandomAccess.GetLength(_stream.SafeFileHandle);

    public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(_stream.SafeFileHandle, bytes, offset);

    public int Read(Span<byte> target, long offset) => RandomAccess.Read(_stream.SafeFileHandle, target, offset);

    public void Truncate(long length) => RandomAccess.SetLength(_stream.SafeFileHandle, length);

    public void Sync()
    {
        // The runtime's own flush is fsync, which writes the times of the file as well, and takes nearly twice as long.
        if (Libc.fdatasync(_stream.SafeFileHandle) != 0)
        {
            throw new IOException($"{_stream.Name} could not be synced: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    public void Dispose() => _stream.Dispose();
}
