using System.Buffers;
using System.Text.Json;

namespace Countersign.Core.Refusals;

/// <summary>
/// A refusal in the exchange's error shape: <c>{"code":-2010,"msg":"countersign max-notional: ..."}</c>. Where the exchange has words
/// of its own they come first, and ours follow in parentheses.
/// </summary>
public static class RefusalMessage
{
    /// <summary>Writes the body of the answer to the bot, UTF-8 JSON; everything outside plain ASCII is escaped.</summary>
    public static void Write(IBufferWriter<byte> output, Refusal refusal)
    {
        var row = refusal.Row;
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteNumber("code"u8, row.ExchangeCode);
        json.WriteString("msg"u8, Text(row, refusal.Sentence));
        json.WriteEndObject();
    }

    /// <inheritdoc cref="Write"/>
    public static byte[] ToUtf8(Refusal refusal)
    {
        var output = new ArrayBufferWriter<byte>(256);
        Write(output, refusal);
        return output.WrittenSpan.ToArray();
    }

    private static string Text(RefusalRow row, string sentence)
    {
        var ours = $"countersign {row.Code}: {sentence}";
        return row.Wording is null ? ours : $"{row.Wording} ({ours})";
    }
}
