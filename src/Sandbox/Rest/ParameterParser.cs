using System.Text;

namespace Countersign.Sandbox.Rest;

/// <summary>Reads `name=value&amp;name=value` as form decoders do, and cuts the signature out of the bytes that were signed.</summary>
internal static class ParameterParser
{
    private const string SignatureName = "signature";

    /// <summary>Decodes one part of a request; null when a percent sign is not followed by two hexadecimal digits.</summary>
    public static IReadOnlyList<Parameter>? Parse(string text, bool isBody)
    {
        var parameters = new List<Parameter>();
        foreach (var piece in text.Split('&'))
        {
            if (piece.Length == 0)
            {
                continue;
            }

            var equals = piece.IndexOf('=', StringComparison.Ordinal);
            var name = Decode(equals < 0 ? piece : piece[..equals]);
            var value = equals < 0 ? "" : Decode(piece[(equals + 1)..]);
            if (name is null || value is null)
            {
                return null;
            }

            parameters.Add(new Parameter(name, value, isBody));
        }

        return parameters;
    }

    /// <summary>The same text without its signature parameter.</summary>
    public static string WithoutSignature(string text)
    {
        var pieces = text.Split('&');
        var kept = pieces.Where(static piece => !piece.StartsWith(SignatureName + "=", StringComparison.Ordinal)).ToArray();
        return kept.Length == pieces.Length ? text : string.Join('&', kept);
    }

    private static string? Decode(string text)
    {
        if (text.AsSpan().IndexOfAny('%', '+') < 0)
        {
            return text;
        }

        var bytes = new List<byte>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '%')
            {
                if (i + 2 >= text.Length || !byte.TryParse(
                    text.AsSpan(i + 1, 2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var value))
                {
                    return null;
                }

                bytes.Add(value);
                i += 2;
            }
            else
            {
                bytes.Add(text[i] is '+' ? (byte)' ' : (byte)text[i]);
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
