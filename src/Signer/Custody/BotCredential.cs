using Countersign.Core.Records;
using Countersign.Signer.Interop;
using Countersign.Signer.Memory;

namespace Countersign.Signer.Custody;

/// <summary>
/// A bot's API key and secret in the shape of the exchange's own: 64 letters and digits each, 381 bits. Shown once, then kept only
/// sealed.
/// </summary>
internal sealed class BotCredential : IDisposable
{
    private readonly SecretBuffer _text;

    private BotCredential(SecretBuffer text) => _text = text;

    public ReadOnlySpan<byte> ApiKey => _text.Span[..RecordLimits.BotText];

    public ReadOnlySpan<byte> Secret => _text.Span[RecordLimits.BotText..];

    public static BotCredential Generate()
    {
        ReadOnlySpan<byte> alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"u8;
        SecretBuffer text = SecretBuffer.Create(2 * RecordLimits.BotText);
        foreach (ref byte letter in text.Writable)
        {
            // randombytes_uniform draws again instead of favouring the first letters.
            letter = alphabet[(int)Sodium.randombytes_uniform((uint)alphabet.Length)];
        }

        return new BotCredential(text.Filled());
    }

    public void Dispose() => _text.Dispose();
}
