using Countersign.Core.Frames;

namespace Countersign.Core.Journal;

/// <summary>The fields of one kind of journal entry. Its spans point into the buffer it was read from.</summary>
/// <typeparam name="TSelf">The entry itself.</typeparam>
public interface IEntry<TSelf>
    where TSelf : IEntry<TSelf>, allows ref struct
{
    static abstract EntryKind Kind { get; }

    /// <summary>Reads the fields behind the head; what is missing or malformed is noted in the reader.</summary>
    static abstract TSelf Read(scoped ref FrameReader reader);

    /// <summary>Writes the fields behind the head.</summary>
    void Write(scoped ref FrameWriter writer);
}
