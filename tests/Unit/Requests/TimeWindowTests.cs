using Countersign.Core.Catalogue;
using Countersign.Core.Refusals;
using Countersign.Core.Requests;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Requests;

public sealed class TimeWindowTests
{
    private const long Timestamp = 1_736_393_892_000;

    [Theory]
    [InlineData(0, null)]
    [InlineData(5000, null)]
    [InlineData(5001, RefusalKind.TimestampTooOld)]
    [InlineData(-999, null)]
    [InlineData(-1000, RefusalKind.TimestampAhead)]
    public void Applies_the_exchanges_rule(long clockIsAheadBy, RefusalKind? kind)
    {
        var request = Requested.Read(HttpVerb.Get, "/api/v3/account", $"timestamp={Timestamp}&signature=00");

        var refusal = TimeWindow.Judge(request, DateTimeOffset.FromUnixTimeMilliseconds(Timestamp + clockIsAheadBy));

        (refusal?.Kind).ShouldBe(kind);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("99999999999999999")]
    public void Bears_any_timestamp_and_any_clock(string timestamp)
    {
        var request = Requested.Read(HttpVerb.Get, "/api/v3/account", $"timestamp={timestamp}&signature=00");

        TimeWindow.Judge(request, DateTimeOffset.MinValue).ShouldNotBeNull();
        TimeWindow.Judge(request, DateTimeOffset.MaxValue).ShouldNotBeNull();
    }
}
