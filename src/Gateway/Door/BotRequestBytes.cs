using System.Net;

namespace Countersign.Gateway.Door;

/// <summary>What a bot sent, byte for byte, as far as the other processes need it.</summary>
internal sealed class BotRequestBytes
{
    internal required RequestTarget Target { get; init; }

    internal required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The value of X-MBX-APIKEY; empty without one.</summary>
    internal required ReadOnlyMemory<byte> ApiKey { get; init; }

    /// <summary>The value of X-MBX-TIME-UNIT; empty without one.</summary>
    internal required ReadOnlyMemory<byte> TimeUnit { get; init; }

    internal required ReadOnlyMemory<byte> AcceptEncoding { get; init; }

    internal required IPAddress Address { get; init; }
}
