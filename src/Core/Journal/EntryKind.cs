namespace Countersign.Core.Journal;

/// <summary>What a journal entry tells. The numbers are part of the format and are never used for anything else.</summary>
public enum EntryKind : byte
{
    None = 0,

    /// <summary>The first entry of every journal.</summary>
    Opened = 1,
    Started = 2,
    Ended = 3,
    Unlocked = 4,
    Locked = 5,
    LossAccepted = 6,
    Sealed = 7,
    Accepted = 8,
    Revoked = 9,
    Signed = 10,
    OrderEnded = 11,
    HouseRequest = 12,
    Passed = 13,
    Refused = 14,
    RefusedMore = 15,
    Leased = 16,
}
