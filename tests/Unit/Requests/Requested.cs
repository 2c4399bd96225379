using System.Text;
using Countersign.Core.Catalogue;
using Countersign.Core.Refusals;
using Countersign.Core.Requests;
using Shouldly;

namespace Countersign.Unit.Requests;

/// <summary>Requests in one line of a test.</summary>
internal static class Requested
{
    /// <summary>Stands in for a signature where a test is not about it.</summary>
    public const string Tail = "&timestamp=1736393892000&signature=00";

    public static BotRequest Read(HttpVerb method, string path, string query, string body = "")
    {
        var request = new BotRequest();
        request.TryRead(method, Bytes(path), Bytes(query), Bytes(body), out var refusal).ShouldBeTrue($"{method} {path} {query} {body}: {refusal}");
        return request;
    }

    public static Refusal Refuse(HttpVerb method, string path, string query, string body = "")
    {
        new BotRequest().TryRead(method, Bytes(path), Bytes(query), Bytes(body), out var refusal)
            .ShouldBeFalse($"{method} {path} {query} {body} was accepted");
        return refusal!;
    }

    /// <summary>An order to <c>POST /api/v3/order</c>.</summary>
    public static BotRequest Order(string parameters) => Read(HttpVerb.Post, "/api/v3/order", parameters + Tail);

    /// <summary>What the request says: names and decoded values in its order.</summary>
    public static IReadOnlyList<(string Name, string Value)> Meaning(BotRequest request)
    {
        var meaning = new List<(string, string)>();
        for (var i = 0; i < request.ParameterCount; i++)
        {
            var parameter = request.ParameterAt(i);
            meaning.Add((parameter.Name.Text, Text(parameter.Value)));
        }

        return meaning;
    }

    /// <summary>What the bot signed, in one piece.</summary>
    public static byte[] Signed(BotRequest request) => [.. request.SignedBytes.First, .. request.SignedBytes.Second];

    /// <summary>The payload to sign for a request.</summary>
    public static string Canonical(BotRequest request, Stamp stamp)
    {
        var payload = new byte[CanonicalRequest.MaxLength];
        return Text(payload.AsSpan(0, CanonicalRequest.Write(request, stamp, payload)));
    }

    public static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    // Latin-1, so that a test can write any byte as one character.
    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
