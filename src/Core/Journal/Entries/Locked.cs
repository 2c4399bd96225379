using Countersign.Core.Frames;

namespace Countersign.Core.Journal.Entries;

/// <summary>No key can be used from here on.</summary>
public readonly ref struct Locked : IEntry<Locked>
{
    public static EntryKind Kind => EntryKind.Locked;

    public static Locked Read(scoped ref FrameReader reader) => default;

    public void Write(scoped ref FrameWriter writer)
    {
        // Its head says everything.
    }
}
