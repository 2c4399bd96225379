using Countersign.Core.Refusals;

namespace Countersign.Core.Requests;

/// <summary>
/// The exchange's rule for timestamps (rest-api.md, Timing security): accepted if it is less than a second ahead of the clock and
/// at most the receive window behind it.
/// </summary>
public static class TimeWindow
{
    private const long MaxAheadMicroseconds = 1_000_000;

    /// <summary>Null if the request's time is good at this moment, by the judge's own clock.</summary>
    public static Refusal? Judge(BotRequest request, DateTimeOffset now)
    {
        var behind = ((now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond) - request.TimestampMicroseconds;
        if (behind <= -MaxAheadMicroseconds)
        {
            return new Refusal(RefusalKind.TimestampAhead,
                $"timestamp is {-behind / 1000} ms ahead of the clock; the limit is 1000: check the clock of the bot's machine");
        }

        return behind > request.RecvWindowMicroseconds
            ? new Refusal(RefusalKind.TimestampTooOld,
                $"timestamp is {behind / 1000} ms old; recvWindow is {request.RecvWindowMicroseconds / 1000m}: check the clock of the bot's machine")
            : null;
    }
}
