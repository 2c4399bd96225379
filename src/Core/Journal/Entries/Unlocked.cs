using Countersign.Core.Frames;

namespace Countersign.Core.Journal.Entries;

/// <summary>Keys can be used from here on.</summary>
public readonly ref struct Unlocked : IEntry<Unlocked>
{
    public static EntryKind Kind => EntryKind.Unlocked;

    public static Unlocked Read(scoped ref FrameReader reader) => default;

    public void Write(scoped ref FrameWriter writer)
    {
        // Its head says everything.
    }
}
