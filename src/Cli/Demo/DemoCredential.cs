using System.Security.Cryptography;
using System.Text;

namespace Countersign.Cli.Demo;

/// <summary>An API key and HMAC secret as a bot, or a thief, reads them from a <c>.env</c> file.</summary>
internal sealed class DemoCredential : IDisposable
{
    private static ReadOnlySpan<byte> KeyLine => "BINANCE_API_KEY="u8;

    private static ReadOnlySpan<byte> SecretLine => "BINANCE_API_SECRET="u8;

    private readonly byte[] _secret;

    private DemoCredential(string apiKey, byte[] secret) => (ApiKey, _secret) = (apiKey, secret);

    internal string ApiKey { get; }

    /// <summary>Reads the two lines that matter; the secret stays bytes.</summary>
    /// <exception cref="InvalidDataException">The file has not both.</exception>
    internal static DemoCredential Read(string envFile)
    {
        var text = File.ReadAllBytes(envFile);
        try
        {
            return new DemoCredential(Encoding.ASCII.GetString(Line(text, KeyLine)), Line(text, SecretLine).ToArray());
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }
    }

    /// <summary>The signature over a query, in hexadecimal.</summary>
    internal string Sign(string query) => Convert.ToHexStringLower(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(query)));

    public void Dispose() => CryptographicOperations.ZeroMemory(_secret);

    private static ReadOnlySpan<byte> Line(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        foreach (var range in text.Split((byte)'\n'))
        {
            if (text[range].StartsWith(name))
            {
                return text[range][name.Length..];
            }
        }

        throw new InvalidDataException($"the file has no line {Encoding.ASCII.GetString(name)}");
    }
}
