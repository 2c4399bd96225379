namespace Countersign.Core.Frames;

/// <summary>
/// One message between two processes. Its spans point into the buffer it was read from: use it before that buffer is used again.
/// </summary>
/// <typeparam name="TSelf">The frame itself.</typeparam>
public interface IFrame<TSelf>
    where TSelf : IFrame<TSelf>, allows ref struct
{
    static abstract FrameType Type { get; }

    /// <summary>Reads the fields behind the two-byte head; what is missing or malformed is noted in the reader.</summary>
    static abstract TSelf Read(scoped ref FrameReader reader);

    /// <summary>Writes the fields behind the two-byte head.</summary>
    void Write(scoped ref FrameWriter writer);
}
