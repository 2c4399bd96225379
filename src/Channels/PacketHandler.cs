namespace Countersign.Channels;

/// <summary>Takes one packet. The bytes are wiped when it returns; descriptors that it does not take are closed.</summary>
public delegate void PacketHandler(ReadOnlySpan<byte> packet, ReceivedDescriptors descriptors);
