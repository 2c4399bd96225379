namespace Countersign.Core.Frames;

/// <summary>Supervisor to a process: the descriptor in this packet is your new channel to that peer; drop an older one.</summary>
public readonly ref struct Link : IFrame<Link>
{
    public static FrameType Type => FrameType.Link;

    public required Peer Peer { get; init; }

    /// <summary>Counts the lives of that peer's process, from one.</summary>
    public required uint Generation { get; init; }

    public static Link Read(scoped ref FrameReader reader) => new()
    {
        Peer = (Peer)reader.Choice((byte)Peer.Operator),
        Generation = reader.UInt32(),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Byte((byte)Peer);
        writer.UInt32(Generation);
    }
}
