namespace Countersign.Signer.Journal.Disk;

/// <summary>
/// The folder of a journal. Paths are relative to it. Any call throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> when the disk
/// fails. Tests put a disk in its place that fails when they say so.
/// </summary>
internal interface IJournalDisk : IDisposable
{
    /// <summary>Where it is, for messages.</summary>
    string Place { get; }

    /// <summary>The names of the files in one of its folders; none where the folder is missing.</summary>
    IReadOnlyList<string> List(string folder);

    /// <summary>Opens a file to read and write, and makes it where it is missing. Its name is durable after <see cref="SyncFolder"/>.</summary>
    IJournalFile Open(string path);

    /// <summary>Opens a file that is there, to read and write; null where it is missing.</summary>
    IJournalFile? OpenExisting(string path);

    /// <summary>A small file as a whole; null where it is missing.</summary>
    byte[]? Read(string path);

    /// <summary>Gives a file new bytes: after a crash or power loss it has the old or the new ones, and once this returns the new ones.</summary>
    void Replace(string path, ReadOnlySpan<byte> bytes);

    /// <summary>Gives a file or folder another name in the same folder, if it is there; durable when it returns.</summary>
    void Rename(string from, string to);

    /// <summary>Deletes a file; one that is missing already is no failure. Durable when it returns.</summary>
    void Delete(string path);

    /// <summary>Makes durable which files are in a folder.</summary>
    void SyncFolder(string folder);
}
