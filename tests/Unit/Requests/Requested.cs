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
        BotRequest.TryRead(method, Bytes(path), Bytes(query), Bytes(body), out var request, out var refusal)
            .ShouldBeTrue($"{method} {path} {query} {body}: {refusal}");
        return request!;
    }

    public static Refusal Refuse(HttpVerb method, string path, string query, string body = "")
    {
        BotRequest.TryRead(method, Bytes(path), Bytes(query), Bytes(body), out _, out var refusal)
            .ShouldBeFalse($"{method} {path} {query} {body} was accepted");
        return refusal!;
    }

    /// <summary>An order to <c>POST /api/v3/order</c>.</summary>
    public static BotRequest Order(string parameters) => Read(HttpVerb.Post, "/api/v3/order", parameters + Tail);

    public static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    // Latin-1, so that a test can write any byte as one character.
    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
