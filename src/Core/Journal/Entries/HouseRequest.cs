using Countersign.Core.Frames;

namespace Countersign.Core.Journal.Entries;

/// <summary>A key is about to be used for a request that Countersign makes for itself.</summary>
public readonly ref struct HouseRequest : IEntry<HouseRequest>
{
    public static EntryKind Kind => EntryKind.HouseRequest;

    /// <summary>What for.</summary>
    public required HousePurpose Purpose { get; init; }

    /// <summary>The exchange key's name, ASCII.</summary>
    public required ReadOnlySpan<byte> Key { get; init; }

    /// <summary>As in an entry of a signed request.</summary>
    public required ReadOnlySpan<byte> Endpoint { get; init; }

    /// <summary>The canonical query that is signed.</summary>
    public required ReadOnlySpan<byte> Parameters { get; init; }

    /// <summary>The index of the signed request it asks after; 0 where there is none.</summary>
    public required ulong About { get; init; }

    public static HouseRequest Read(scoped ref FrameReader reader) => new()
    {
        Purpose = (HousePurpose)reader.Choice((byte)HousePurpose.OrderState),
        Key = reader.Bytes(),
        Endpoint = reader.Bytes(),
        Parameters = reader.Bytes(),
        About = reader.UInt64(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Byte((byte)Purpose);
        writer.Bytes(Key);
        writer.Bytes(Endpoint);
        writer.Bytes(Parameters);
        writer.UInt64(About);
    }
}
