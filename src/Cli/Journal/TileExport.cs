using System.Globalization;
using Countersign.Core.Journal;

namespace Countersign.Cli.Journal;

/// <summary>
/// Writes a journal as the static files of <see href="https://c2sp.org/tlog-tiles"/>, for witnesses and public tools: <c>tile/LEVEL/NUMBER</c>,
/// <c>tile/entries/NUMBER</c> and, last, <c>checkpoint</c>.
/// </summary>
internal sealed class TileExport(string folder)
{
    private const int TileLevels = 8;

    /// <summary>Writes all files up to a checkpoint.</summary>
    /// <exception cref="CommandFailedException">The journal does not lead to the checkpoint; no checkpoint is written then.</exception>
    internal void Write(JournalFolder journal, SavedCheckpoint saved)
    {
        var size = saved.Checkpoint.Size;
        var tree = JournalTree.Build(journal, saved, bundle => WriteFile("entries", bundle.Number, bundle.Count, bundle.Bytes));
        for (var level = 0; size >> (TileLevels * level) > 0; level++)
        {
            WriteLevel(tree, level, size >> (TileLevels * level));
        }

        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, JournalLayout.CheckpointFile), saved.Note);
    }

    /// <summary>A number in the path elements of the format: 1234067 is <c>x001/x234/067</c>.</summary>
    internal static string PathOf(ulong number)
    {
        var path = (number % 1000).ToString("D3", CultureInfo.InvariantCulture);
        for (var rest = number / 1000; rest > 0; rest /= 1000)
        {
            path = string.Create(CultureInfo.InvariantCulture, $"x{rest % 1000:D3}/{path}");
        }

        return path;
    }

    private void WriteLevel(JournalTree tree, int level, ulong hashes)
    {
        for (ulong number = 0; number * JournalLayout.BundleEntries < hashes; number++)
        {
            var first = number * JournalLayout.BundleEntries;
            var width = (int)Math.Min(JournalLayout.BundleEntries, hashes - first);
            using var tile = new MemoryStream();
            for (var i = 0; i < width; i++)
            {
                tile.Write(tree.Node(TileLevels * level, first + (ulong)i).Bytes);
            }

            WriteFile(level.ToString(CultureInfo.InvariantCulture), number, width, tile.ToArray());
        }
    }

    private void WriteFile(string level, ulong number, int width, ReadOnlySpan<byte> content)
    {
        var path = Path.Combine(folder, "tile", level, PathOf(number));
        if (width < JournalLayout.BundleEntries)
        {
            path = Path.Combine(path + ".p", width.ToString(CultureInfo.InvariantCulture));
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }
}
