using Countersign.Core.Frames;

namespace Countersign.Core.Journal.Entries;

/// <summary>A signer ended in order: nothing that it leased is left outstanding.</summary>
public readonly ref struct Ended : IEntry<Ended>
{
    public static EntryKind Kind => EntryKind.Ended;

    public static Ended Read(scoped ref FrameReader reader) => default;

    public void Write(scoped ref FrameWriter writer)
    {
        // Its head says everything.
    }
}
