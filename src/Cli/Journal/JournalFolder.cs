using Countersign.Core.Journal;

namespace Countersign.Cli.Journal;

/// <summary>A journal's folder, or a copy of one. It is only read.</summary>
internal sealed class JournalFolder
{
    private const int MaxTextFile = (256 * 1024) + 1;

    /// <exception cref="CommandFailedException">There is no journal in the folder.</exception>
    internal JournalFolder(string path)
    {
        Path = path;
        if (!Directory.Exists(Entries))
        {
            throw new CommandFailedException(
                ExitCode.Failed, "no-journal", $"there is no journal in {path}", "name the folder of one, or of a copy, with --journal");
        }
    }

    internal string Path { get; }

    /// <summary>Where the newest signed checkpoint is.</summary>
    internal string CheckpointFile => System.IO.Path.Combine(Path, JournalLayout.CheckpointFile);

    /// <summary>Where the key is that the journal itself names.</summary>
    internal string PublicKeyFile => System.IO.Path.Combine(Path, JournalLayout.PublicKeyFile);

    private string Entries => System.IO.Path.Combine(Path, JournalLayout.EntriesFolder);

    /// <summary>The first index of each segment, ascending. Files of other names are not the journal's.</summary>
    internal ulong[] Segments() =>
        [.. Directory.EnumerateFiles(Entries)
            .Select(static file => JournalLayout.TryParseSegmentName(System.IO.Path.GetFileName(file), out var first) ? first : (ulong?)null)
            .OfType<ulong>().Order()];

    internal string SegmentFile(string name) => System.IO.Path.Combine(Entries, name);

    /// <summary>Bytes of all segments.</summary>
    internal long TotalBytes() => Segments().Sum(first => new FileInfo(SegmentFile(JournalLayout.SegmentName(first))).Length);

    /// <summary>Reads a small file from outside: a checkpoint, a key, a proof.</summary>
    /// <exception cref="CommandFailedException">It is not there, or too long to be one.</exception>
    internal static byte[] ReadSmall(string file, string what)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var buffer = new byte[MaxTextFile];
            var length = stream.ReadAtLeast(buffer, MaxTextFile, throwOnEndOfStream: false);
            return length < MaxTextFile
                ? buffer[..length]
                : throw new CommandFailedException(ExitCode.Failed, "too-long", $"{file} is too long to be a {what}");
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandFailedException(ExitCode.Failed, "no-file", $"there is no {what} in {file}");
        }
    }
}
