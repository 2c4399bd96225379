using System.Globalization;
using System.Text.Json;

namespace Countersign.Signer.Operator;

/// <summary>Reads the exchange's error number out of an answer, for a sentence to a person. Its text is not repeated: it may hold anything.</summary>
internal static class ExchangeError
{
    public static string Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("code", out var code)
                && code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out var number)
                ? string.Create(CultureInfo.InvariantCulture, $"and code {number}")
                : "and no code";
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // The second for half a surrogate pair in a name, which is JSON but no text.
            return "and no code";
        }
    }
}
