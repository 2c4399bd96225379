using System.Runtime.InteropServices;

namespace Countersign.Signer.Enforcement;

/// <summary>A bot and the MAC that the signer computed over its request: what the replay guard remembers it by.</summary>
internal readonly record struct MacKey(uint Bot, ulong A, ulong B, ulong C, ulong D)
{
    /// <summary>Takes the 32 bytes of an HMAC-SHA256.</summary>
    public static MacKey Of(uint bot, ReadOnlySpan<byte> mac)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(mac);
        return new MacKey(bot, words[0], words[1], words[2], words[3]);
    }
}
