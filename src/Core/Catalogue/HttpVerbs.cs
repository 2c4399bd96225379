using System.Diagnostics;

namespace Countersign.Core.Catalogue;

/// <summary>The methods as they are written on the wire, upper case only.</summary>
public static class HttpVerbs
{
    /// <summary>Reads a method; anything but the four is refused, also in another case.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out HttpVerb verb)
    {
        verb = text switch
        {
            "POST" => HttpVerb.Post,
            "PUT" => HttpVerb.Put,
            "DELETE" => HttpVerb.Delete,
            _ => HttpVerb.Get,
        };
        return verb != HttpVerb.Get || text is "GET";
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out HttpVerb)"/>
    public static bool TryParse(ReadOnlySpan<byte> text, out HttpVerb verb)
    {
        verb = text.SequenceEqual("POST"u8) ? HttpVerb.Post
            : text.SequenceEqual("DELETE"u8) ? HttpVerb.Delete
            : text.SequenceEqual("PUT"u8) ? HttpVerb.Put
            : HttpVerb.Get;
        return verb != HttpVerb.Get || text.SequenceEqual("GET"u8);
    }

    public static string ToWire(this HttpVerb verb) => verb switch
    {
        HttpVerb.Get => "GET",
        HttpVerb.Post => "POST",
        HttpVerb.Put => "PUT",
        HttpVerb.Delete => "DELETE",
        _ => throw new UnreachableException(),
    };
}
