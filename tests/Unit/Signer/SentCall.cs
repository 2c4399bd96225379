using System.Text;
using Countersign.Core.Catalogue;
using Countersign.Core.Frames;
using Shouldly;

namespace Countersign.Unit.Signer;

/// <summary>A signed call as the courier received it.</summary>
internal sealed record SentCall(
    ulong Id, ulong Sequence, Endpoint Endpoint, string ApiKey, string Query, string TimeUnit, uint ReceiveWindow, bool AsksOutcome)
{
    private const string Mark = "&signature=";

    /// <summary>What was signed; all of the query where nothing was.</summary>
    public string Payload => Query.Split(Mark)[0];

    /// <summary>As on the wire; empty where nothing was signed.</summary>
    public string Signature => Query[Math.Min(Query.Length, Payload.Length + Mark.Length)..];

    public static SentCall From(SignedCall call) => new(
        call.Id, call.Sequence, EndpointCatalogue.At(call.Endpoint).ShouldNotBeNull(), Text(call.ApiKey), Text(call.Query), Text(call.TimeUnit),
        call.ReceiveWindow, call.AsksOutcome);

    /// <summary>The value of a parameter in the canonical query, decoded; null without it.</summary>
    public string? Find(string name) => Payload.Split('&').Select(pair => pair.Split('=', 2)).Where(pair => pair[0] == name)
        .Select(pair => Uri.UnescapeDataString(pair[1])).SingleOrDefault();

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
