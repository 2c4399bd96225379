using System.Security.Cryptography;
using System.Text;

namespace Countersign.EndToEnd.Memory;

/// <summary>Something that must not be found, in every form in which careless code would keep it.</summary>
/// <param name="Name">For the report; never the secret itself.</param>
/// <param name="Forms">Byte sequences of at least eight bytes.</param>
internal sealed record Secret(string Name, IReadOnlyList<byte[]> Forms)
{
    /// <summary>A text: as UTF-8 and as .NET keeps strings.</summary>
    public static Secret OfText(string name, string text) => new(name, [.. TextForms(text)]);

    /// <summary>Raw bytes: as they are, in the byte order of big-number libraries, in hex and in Base64.</summary>
    public static Secret OfBytes(string name, byte[] bytes)
    {
        string[] texts = [Convert.ToHexStringLower(bytes), Convert.ToHexString(bytes), Convert.ToBase64String(bytes)];
        return new Secret(name, [bytes, [.. bytes.Reverse()], .. texts.SelectMany(TextForms)]);
    }

    /// <summary>Each line of a PEM's body, and the body in one line.</summary>
    public static Secret OfPem(string name, string pem)
    {
        var lines = pem.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..^1];
        return new Secret(name, [.. lines.Append(string.Concat(lines)).Where(static line => line.Length >= 16).SelectMany(TextForms)]);
    }

    /// <summary>All numbers of a private RSA key.</summary>
    public static Secret OfRsa(string name, RSA key)
    {
        var numbers = key.ExportParameters(includePrivateParameters: true);
        return new Secret(name, [.. new[] { numbers.D!, numbers.P!, numbers.Q!, numbers.DP!, numbers.DQ!, numbers.InverseQ! }
            .SelectMany(number => OfBytes(name, number).Forms)]);
    }

    private static IEnumerable<byte[]> TextForms(string text) => [Encoding.UTF8.GetBytes(text), Encoding.Unicode.GetBytes(text)];
}
