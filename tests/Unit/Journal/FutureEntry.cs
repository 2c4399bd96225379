using Countersign.Core.Frames;
using Countersign.Core.Journal;

namespace Countersign.Unit.Journal;

/// <summary>An entry as a version of tomorrow may write it.</summary>
internal readonly ref struct FutureEntry : IEntry<FutureEntry>
{
    public static EntryKind Kind => (EntryKind)200;

    public static FutureEntry Read(scoped ref FrameReader reader) => default;

    public void Write(scoped ref FrameWriter writer) => writer.Byte(1);
}
