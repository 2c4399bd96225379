using Countersign.Core.Journal;

namespace Countersign.Signer.Journal;

/// <summary>The files that entries lie in, as paths in the journal's folder.</summary>
internal static class Segment
{
    public static string Path(ulong index) => JournalLayout.EntriesFolder + "/" + JournalLayout.SegmentName(index);
}
