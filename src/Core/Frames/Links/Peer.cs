namespace Countersign.Core.Frames;

/// <summary>Who is at the other end of a channel.</summary>
public enum Peer : byte
{
    Supervisor,
    Gateway,
    Signer,
    Courier,
    Operator,
}
