using System.Buffers;
using System.Security.Cryptography;

namespace Countersign.Signer.Custody;

/// <summary>Checks the HMAC of one bot's requests, over the bytes that the exchange would check. Thread-safe.</summary>
internal sealed class BotMac(ReadOnlySpan<byte> secret) : IDisposable
{
    public const int Length = HmacState.MacLength;

    private readonly HmacState _state = new(secret);

    /// <summary>True when <paramref name="signature"/> is the MAC of the two pieces behind one another.</summary>
    /// <param name="signature">64 hexadecimal digits, upper or lower case.</param>
    /// <param name="mac">
    /// Takes the computed MAC, 32 bytes. A replay cache keys on it and not on what was sent, whose case the sender may choose. It is a
    /// valid signature of these bytes whoever sent them: it must not leave the signer.
    /// </param>
    /// <param name="first">What was signed.</param>
    /// <param name="second">The rest of it; may be empty.</param>
    public bool Verify(ReadOnlySpan<byte> signature, Span<byte> mac, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        _state.Compute(first, second, mac);
        Span<byte> claimed = stackalloc byte[Length];
        return signature.Length == 2 * Length
            && Convert.FromHexString(signature, claimed, out _, out int written) == OperationStatus.Done
            && written == Length
            && CryptographicOperations.FixedTimeEquals(claimed, mac[..Length]);
    }

    public void Dispose() => _state.Dispose();
}
