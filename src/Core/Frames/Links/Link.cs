namespace Countersign.Core.Frames;

/// <summary>Supervisor to a process: the descriptor in this packet is your new channel to that peer; drop an older one.</summary>
public readonly ref struct Link : IFrame<Link>
{
    public static FrameType Type => FrameType.Link;

    public required Peer Peer { get; init; }

    public static Link Read(scoped ref FrameReader reader) => new()
    {
        Peer = (Peer)reader.Choice((byte)Peer.Operator),
    };

    public void Write(scoped ref FrameWriter writer)
    {
        writer.Byte((byte)Peer);
    }
}
