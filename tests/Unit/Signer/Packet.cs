namespace Countersign.Unit.Signer;

/// <summary>What a peer of the signer received.</summary>
internal sealed record Packet(FakePeer Receiver, byte[] Bytes);
