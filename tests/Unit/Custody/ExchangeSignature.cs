using System.Text.Json;
using Countersign.Core.Records;

namespace Countersign.Unit.Custody;

/// <summary>A signature that the exchange published together with its key; each entry of the file names its source.</summary>
public sealed record ExchangeSignature(ExchangeKeyType Type, string Secret, string? Passphrase, string Payload, byte[] Signature)
{
    /// <summary>By id; the second of two with the same id has "-2" behind it.</summary>
    public static IReadOnlyDictionary<string, ExchangeSignature> All { get; } = Load();

    /// <summary>The test data of the exchange's Java connector: hundreds of calls under two keys.</summary>
    public static IReadOnlyList<ExchangeSignature> OfConnector { get; } = LoadConnector();

    private static ExchangeSignature[] LoadConnector()
    {
        using var file = OpenFile();
        return [.. new[] { "official_java_connector_rest_hmac", "official_java_connector_ws_ed25519" }
            .SelectMany(section => file.RootElement.GetProperty(section).EnumerateArray()).Select(Read)];
    }

    private static Dictionary<string, ExchangeSignature> Load()
    {
        using var file = OpenFile();
        var all = new Dictionary<string, ExchangeSignature>(StringComparer.Ordinal);
        foreach (string section in new[] { "official_docs_verified", "computed_with_official_test_keys" })
        {
            foreach (JsonElement entry in file.RootElement.GetProperty(section).EnumerateArray())
            {
                string id = entry.GetProperty("id").GetString()!;
                all.Add(all.ContainsKey(id) ? id + "-2" : id, Read(entry));
            }
        }

        return all;
    }

    private static JsonDocument OpenFile() =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Vectors", "vectors.json")));

    private static ExchangeSignature Read(JsonElement entry)
    {
        ExchangeKeyType type = Text("scheme") switch
        {
            "HMAC-SHA256" => ExchangeKeyType.Hmac,
            "Ed25519" => ExchangeKeyType.Ed25519,
            _ => ExchangeKeyType.Rsa,
        };
        string signature = Text("signature")!;
        return new ExchangeSignature(
            type,
            Text("secretKey") ?? Text("privateKeyPem")!,
            Text("privateKeyPassword"),
            Text("payload")!,
            type == ExchangeKeyType.Hmac ? Convert.FromHexString(signature) : Convert.FromBase64String(signature));

        string? Text(string name) => entry.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
    }
}
