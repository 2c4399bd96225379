namespace Countersign.Core.Journal;

/// <summary>Why a record was sealed.</summary>
public enum SealedAct : byte
{
    KeyGenerated = 0,
    KeyImported = 1,
    KeyInToken = 2,
    KeyActivated = 3,
    KeyLimited = 4,
    BotAdded = 5,
}
