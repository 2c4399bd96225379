using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Countersign.Signer.Journal;

/// <summary>The files that entries lie in: 65,536 to each, named by the index of its first.</summary>
internal static class SegmentName
{
    /// <summary>Entries to a segment.</summary>
    public const int Capacity = 65_536;

    /// <summary>The folder of the segments, in that of the journal.</summary>
    public const string Folder = "entries";

    private const int Digits = 15;

    /// <summary>The segment that holds an entry, as a path in the journal's folder.</summary>
    public static string Of(ulong index) => Folder + "/" + First(index).ToString("D15", CultureInfo.InvariantCulture);

    /// <summary>The index of the first entry of the segment that holds an entry.</summary>
    public static ulong First(ulong index) => index - (index % Capacity);

    /// <summary>The first index from a file's name; false for a file that is no segment.</summary>
    public static bool TryParse([NotNullWhen(true)] string? name, out ulong first) =>
        ulong.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out first) && name!.Length == Digits && first % Capacity == 0;
}
