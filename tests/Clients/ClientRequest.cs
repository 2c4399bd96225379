using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Countersign.Clients;

/// <summary>
/// One request in the form in which a client sends it, from <c>tests/Clients/Requests</c>. It knows nothing of how Countersign reads
/// requests, so that it can be held against it.
/// </summary>
public sealed class ClientRequest
{
    private const string SignatureParameter = "signature={signature}";

    private ClientRequest(string name, IReadOnlyDictionary<string, string> meaning, string head, string body)
    {
        Name = name;
        Meaning = meaning;
        Head = head;
        Body = body;
    }

    /// <summary>Client and purpose: <c>freqtrade: limit order</c>.</summary>
    public string Name { get; }

    /// <summary>The parameters as the exchange must understand them, without timestamp, recvWindow and signature.</summary>
    public IReadOnlyDictionary<string, string> Meaning { get; }

    public bool IsSigned => Target.Contains(SignatureParameter, StringComparison.Ordinal) || Body.Contains(SignatureParameter, StringComparison.Ordinal);

    public string Method => Head.Split(' ')[0];

    /// <summary>Path and query, placeholders not filled in.</summary>
    public string Target => Head.Split(' ')[1];

    private string Head { get; }

    private string Body { get; }

    /// <summary>All requests of all files beside the tests.</summary>
    public static IReadOnlyList<ClientRequest> ReadAll() =>
    [
        .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "ClientRequests"), "*.http").Order(StringComparer.Ordinal).SelectMany(ReadFile),
    ];

    /// <summary>The bytes to send, as text of one character a byte: placeholders filled in, signed with the secret, Content-Length added.</summary>
    public string Write(string apiKey, ReadOnlySpan<byte> secret, long timestamp)
    {
        var time = timestamp.ToString(CultureInfo.InvariantCulture);
        var head = Head.Replace("{apiKey}", apiKey, StringComparison.Ordinal).Replace("{timestamp}", time, StringComparison.Ordinal);
        var body = Body.Replace("{timestamp}", time, StringComparison.Ordinal);
        if (IsSigned)
        {
            var query = Query(head.Split(' ')[1]);
            var payload = WithoutSignature(query) + WithoutSignature(body);
            var signature = Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.Latin1.GetBytes(payload)));
            head = head.Replace("{signature}", signature, StringComparison.Ordinal);
            body = body.Replace("{signature}", signature, StringComparison.Ordinal);
        }

        var length = body.Length > 0 ? $"Content-Length: {body.Length}\r\n" : "";
        return $"{head}\r\n{length}\r\n{body}";
    }

    public override string ToString() => Name;

    private static string Query(string target) => target.Contains('?', StringComparison.Ordinal) ? target[(target.IndexOf('?', StringComparison.Ordinal) + 1)..] : "";

    private static string WithoutSignature(string parameters) => parameters
        .Replace("&" + SignatureParameter, "", StringComparison.Ordinal)
        .Replace(SignatureParameter + "&", "", StringComparison.Ordinal)
        .Replace(SignatureParameter, "", StringComparison.Ordinal);

    private static IEnumerable<ClientRequest> ReadFile(string path) =>
        File.ReadAllText(path).Split("\n### ").Skip(1).Select(text => Read(Path.GetFileNameWithoutExtension(path), text));

    private static ClientRequest Read(string client, string text)
    {
        var lines = text.TrimEnd('\n').Split('\n');
        var meaning = lines[1]["# means:".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .ToDictionary(pair => pair[..pair.IndexOf('=', StringComparison.Ordinal)], pair => pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..], StringComparer.Ordinal);
        var request = lines[2..];
        var empty = Array.IndexOf(request, "");
        var head = empty < 0 ? request : request[..empty];
        return new ClientRequest($"{client}: {lines[0]}", meaning, string.Join("\r\n", head), empty < 0 ? "" : string.Join("\r\n", request[(empty + 1)..]));
    }
}
