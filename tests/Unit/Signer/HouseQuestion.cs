using System.Text;
using Countersign.Core.Catalogue;
using Countersign.Core.Frames;
using Shouldly;

namespace Countersign.Unit.Signer;

/// <summary>A house request as the courier received it.</summary>
internal sealed record HouseQuestion(
    HousePurpose Purpose, ulong Id, ulong Sequence, Endpoint Endpoint, string ApiKey, string Query, Endpoint? Asked, string AskedQuery, long AskedAt)
{
    public static HouseQuestion From(HouseCall call) => new(
        call.Purpose, call.Id, call.Sequence, EndpointCatalogue.At(call.Endpoint).ShouldNotBeNull(), Text(call.ApiKey), Text(call.Query),
        EndpointCatalogue.At(call.AskedEndpoint), Text(call.AskedQuery), call.AskedAt);

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
