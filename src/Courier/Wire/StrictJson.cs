using System.Text.Json;
using System.Text.Unicode;

namespace Countersign.Courier.Wire;

/// <summary>
/// Reads JSON that came from outside so that nothing in it can throw later: .NET finds broken UTF-8 and lone surrogates only when a
/// string is taken out.
/// </summary>
internal static class StrictJson
{
    /// <summary>The document; null when it is not one.</summary>
    public static JsonElement? Read(byte[] utf8)
    {
        if (!IsText(utf8))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(utf8);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Surrogates are escaped as \ud800 to \udfff. No answer that is read here has a reason to hold one.
    private static bool IsText(ReadOnlySpan<byte> utf8) => Utf8.IsValid(utf8) && utf8.IndexOf("\\ud"u8) < 0 && utf8.IndexOf("\\uD"u8) < 0;
}
