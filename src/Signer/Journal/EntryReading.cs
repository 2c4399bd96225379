namespace Countersign.Signer.Journal;

/// <summary>What a reader found at its place.</summary>
internal enum EntryReading
{
    Entry = 0,

    /// <summary>Nothing more.</summary>
    End = 1,

    /// <summary>Bytes that are not the entry that belongs here.</summary>
    Damaged = 2,
}
