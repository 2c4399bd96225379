using System.Collections.Concurrent;
using Countersign.Signer.Memory;

namespace Countersign.Signer.Custody.Tokens;

/// <summary>
/// Remembers which PINs a token has refused in this life of the signer, so that each of them costs the token one try and no more: a token
/// locks itself after a few. Keeps no PIN, but a MAC of it under a key that nobody else has. Thread-safe.
/// </summary>
internal sealed class RefusedPins : IDisposable
{
    private readonly SecretBuffer _key = SecretBuffer.Random(32);
    private readonly ConcurrentDictionary<(string Serial, string Mac), bool> _refused = new();

    public bool Contains(string serial, SecretBuffer pin) => _refused.ContainsKey((serial, Mac(pin)));

    public void Add(string serial, SecretBuffer pin) => _refused[(serial, Mac(pin))] = true;

    public void Dispose() => _key.Dispose();

    private string Mac(SecretBuffer pin)
    {
        using var state = new HmacState(_key.Span);
        Span<byte> mac = stackalloc byte[HmacState.MacLength];
        state.Compute(pin.Span, mac);
        return Convert.ToHexString(mac);
    }
}
