namespace Countersign.Signer.Journal.Disk;

/// <summary>A file of entries, open. One thread may write while another syncs and a third reads.</summary>
internal interface IJournalFile : IDisposable
{
    long Length { get; }

    /// <summary>Writes all bytes. When it returns the operating system has them, and they outlive this process. When it throws, some of them may be there.</summary>
    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Reads what is there, up to the length of the target; 0 at the end.</summary>
    int Read(Span<byte> target, long offset);

    /// <summary>Cuts it off.</summary>
    void Truncate(long length);

    /// <summary>When it returns, what was written before is on the disk.</summary>
    void Sync();
}
