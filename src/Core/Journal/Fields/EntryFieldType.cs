namespace Countersign.Core.Journal.Fields;

/// <summary>How a field of an entry is laid out and read.</summary>
public enum EntryFieldType
{
    /// <summary>A u8 that stands for a word.</summary>
    Choice,

    /// <summary>A u8, 0 or 1.</summary>
    Flag,
    U32,
    U64,
    I64,

    /// <summary>Four u32: the 96-bit integer, lowest word first, then sign and scale.</summary>
    Decimal,

    /// <summary>A u32 length and UTF-8.</summary>
    Text,

    /// <summary>A u32 length and bytes that are no text.</summary>
    Hex,
}
