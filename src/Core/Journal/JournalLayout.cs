using System.Globalization;

namespace Countersign.Core.Journal;

/// <summary>
/// Where things are in a journal's folder.
/// <code>
/// entries/000000000000000   the first segment: entries 0 to 65,535, each behind its length (u16 big-endian)
/// entries/000000000065536   the next
/// checkpoint                the newest signed checkpoint
/// public-key                the key that signs checkpoints, as vkey text and a line feed
/// </code>
/// Each 256 entries of a segment are, byte for byte, an entry bundle of <see href="https://c2sp.org/tlog-tiles"/>.
/// </summary>
public static class JournalLayout
{
    public const string EntriesFolder = "entries";
    public const string CheckpointFile = "checkpoint";
    public const string PublicKeyFile = "public-key";

    /// <summary>Entries of a whole segment.</summary>
    public const int SegmentEntries = 65_536;

    /// <summary>Entries of a whole bundle, and hashes of a whole tile.</summary>
    public const int BundleEntries = 256;

    /// <summary>Bytes of the length before each entry.</summary>
    public const int LengthBytes = sizeof(ushort);

    private const int NameLength = 15;

    /// <summary>The file that holds an entry.</summary>
    public static string SegmentName(ulong index) =>
        (index - (index % SegmentEntries)).ToString("D" + NameLength.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>Reads the name of a segment; false for the name of any other file.</summary>
    public static bool TryParseSegmentName(string name, out ulong first) =>
        ulong.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out first) && name == SegmentName(first);
}
