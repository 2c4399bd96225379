using Countersign.Benchmarks.Bots;
using Countersign.Core.Frames;

namespace Countersign.Benchmarks.Signing;

/// <summary>Writes what the gateway would send for an order, by turns of several bots: the signer remembers only so many requests of one.</summary>
internal sealed class CallWriter(IReadOnlyList<Bot> bots)
{
    private readonly byte[] _query = new byte[512];
    private readonly byte[] _packet = new byte[2048];

    /// <summary>The packet is good until the next one.</summary>
    public ReadOnlySpan<byte> Write(ulong id)
    {
        var bot = bots[(int)(id % (ulong)bots.Count)];
        var length = bot.WriteOrder(_query, (long)id);
        return _packet.AsSpan(0, Frame.Write(
            new BotCall
            {
                Id = id,
                Method = "POST"u8,
                Path = "/api/v3/order"u8,
                Query = _query.AsSpan(0, length),
                Body = [],
                ApiKey = bot.ApiKey.Span,
                TimeUnit = [],
                Source = "127.0.0.1"u8,
            },
            _packet));
    }
}
