using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Countersign.Core.Names;
using Countersign.Core.Records;

namespace Countersign.Cli.Terminal;

/// <summary>
/// Shows a bot's credential, once. It goes from the signer's frame to standard output as bytes in pinned memory that is wiped: it is
/// never a string, which would stay on the heap.
/// </summary>
internal static class BotCredentialPrinter
{
    private static readonly SearchValues<byte> LettersAndDigits =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <param name="credential">API key and secret, 64 letters and digits each, in pinned memory; zeros when this returns.</param>
    /// <param name="bot">Whose it is.</param>
    /// <param name="key">The exchange key that the bot uses.</param>
    /// <param name="baseUrl">Where the bot connects.</param>
    /// <param name="asJson">One line of JSON; else the lines of a <c>.env</c> file.</param>
    /// <param name="output">Where to.</param>
    internal static void PrintAndWipe(Span<byte> credential, BotName bot, KeyName key, string baseUrl, bool asJson, Stream output)
    {
        if (credential.Length != 2 * RecordLimits.BotText || credential.ContainsAnyExcept(LettersAndDigits))
        {
            throw new CommandFailedException(ExitCode.Failed, "credential", "the signer's answer holds no bot credential");
        }

        // Names, URL and credential hold no character that JSON or a .env file would need escaped.
        ReadOnlySpan<byte> apiKey = credential[..RecordLimits.BotText];
        ReadOnlySpan<byte> secret = credential[RecordLimits.BotText..];
        var buffer = GC.AllocateUninitializedArray<byte>(4096, pinned: true);
        var text = new PinnedText(buffer);
        if (asJson)
        {
            text.Add($"{{\"bot\":\"{bot.Value}\",\"key\":\"{key.Value}\",\"baseUrl\":\"{baseUrl}\",\"apiKey\":\"");
            text.Add(apiKey);
            text.Add("\",\"secret\":\"");
            text.Add(secret);
            text.Add("\"}\n");
        }
        else
        {
            text.Add("BINANCE_API_KEY=");
            text.Add(apiKey);
            text.Add("\nBINANCE_API_SECRET=");
            text.Add(secret);
            text.Add($"\nBINANCE_BASE_URL={baseUrl}\n");
        }

        try
        {
            output.Write(buffer.AsSpan(0, text.Length));
            output.Flush();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
            CryptographicOperations.ZeroMemory(credential);
        }
    }

    private ref struct PinnedText(Span<byte> buffer)
    {
        private readonly Span<byte> _buffer = buffer;

        internal int Length { get; private set; }

        internal void Add(string text) => Length += Encoding.UTF8.GetBytes(text, _buffer[Length..]);

        internal void Add(scoped ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(_buffer[Length..]);
            Length += bytes.Length;
        }
    }
}
