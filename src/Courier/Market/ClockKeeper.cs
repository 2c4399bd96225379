using System.Text.Json;
using Countersign.Courier.Links;
using Countersign.Courier.Wire;

namespace Countersign.Courier.Market;

/// <summary>
/// Measures the exchange's clock against this machine's, every ten seconds and at once when the exchange finds a timestamp wrong, and
/// tells the signer. Of a few measurements the one with the shortest round trip counts.
/// </summary>
internal sealed class ClockKeeper(HouseQuestions questions, Peers peers, Notices notices, TimeProvider time)
{
    private const int Measurements = 3;
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(10);

    // A value this large is microseconds since 1970, not milliseconds.
    private const long Microseconds = 100_000_000_000_000;

    private readonly WakeUp _wakeUp = new(time);

    /// <summary>Measure now: a signer is new, or its timestamps are off.</summary>
    public void Wake() => _wakeUp.Signal();

    public async Task Run(CancellationToken cancel)
    {
        var backoff = new Backoff();
        while (!cancel.IsCancellationRequested)
        {
            var best = await Best();
            notices.Note(reachable: best is not null);
            if (best is var (offset, roundTrip))
            {
                peers.Signer?.SendClock(offset, roundTrip);
                backoff.Reset();
                await _wakeUp.Pause(_interval, cancel);
            }
            else
            {
                await _wakeUp.Pause(questions.PauseAfterFailure(backoff), cancel);
            }
        }
    }

    private async Task<(TimeSpan Offset, TimeSpan RoundTrip)?> Best()
    {
        (TimeSpan Offset, TimeSpan RoundTrip)? best = null;
        for (var i = 0; i < Measurements; i++)
        {
            if (await Measure() is not var (offset, roundTrip))
            {
                return best;
            }

            best = best is { RoundTrip: var shortest } && shortest <= roundTrip ? best : (offset, roundTrip);
        }

        return best;
    }

    private async Task<(TimeSpan Offset, TimeSpan RoundTrip)?> Measure()
    {
        var (before, started) = (time.GetUtcNow(), time.GetTimestamp());
        var answer = await questions.Time();
        var roundTrip = time.GetElapsedTime(started);
        // The clock of this machine may be set meanwhile; the stopwatch is not.
        return answer is { Status: 200 } && ReadTime(answer.Body) is { } there
            ? (there - (before + (roundTrip / 2)), roundTrip)
            : null;
    }

    private static DateTimeOffset? ReadTime(byte[] body) =>
        StrictJson.Read(body) is { ValueKind: JsonValueKind.Object } json
        && json.TryGetProperty("serverTime", out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out var number)
        && number is > 0 and < 100 * Microseconds
            ? DateTimeOffset.UnixEpoch.AddTicks(number * (number >= Microseconds ? TimeSpan.TicksPerMicrosecond : TimeSpan.TicksPerMillisecond))
            : null;
}
