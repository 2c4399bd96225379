using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Countersign.Core.Catalogue;
using Countersign.Core.Refusals;
using Countersign.Courier.Wire;

namespace Countersign.Courier.Limits;

/// <summary>
/// Stops that concern one exchange key: too many orders (-1015) stops its orders until the interval of that limit ends, the
/// account's weight its calls to the wallet API. Cancels are never stopped here.
/// </summary>
internal sealed partial class KeyStops(TimeProvider time)
{
    private readonly ConcurrentDictionary<(uint Key, bool Orders), DateTimeOffset> _until = new();

    /// <summary>Why this key may not make this call now; null if it may.</summary>
    public Refusal? Refuse(uint key, Endpoint endpoint)
    {
        var now = time.GetUtcNow();
        var orders = endpoint.Effect == Effect.Trade;
        if ((!orders && endpoint.Product != Product.Sapi) || !_until.TryGetValue((key, orders), out var until) || until <= now)
        {
            return null;
        }

        var seconds = (int)Math.Ceiling((until - now).TotalSeconds);
        return new Refusal(
            orders ? RefusalKind.OrderRateStop : RefusalKind.RateStop,
            orders ? $"the exchange takes no more orders of this key for {seconds} s" : $"the exchange answers this account's wallet calls again in {seconds} s")
        {
            RetryAfterSeconds = seconds,
        };
    }

    /// <summary>Takes in what an answer to this key says.</summary>
    public void Note(uint key, ExchangeAnswer answer)
    {
        var now = time.GetUtcNow();
        if (answer.Code == -1015)
        {
            Stop((key, true), answer.RetryAfter is { } pause ? now + pause : EndOfInterval(answer.Body, now));
        }
        else if (answer.Status == 429 && answer.CountsAccount)
        {
            Stop((key, false), now + (answer.RetryAfter ?? TimeSpan.FromSeconds(60 - now.Second)));
        }
    }

    private void Stop((uint Key, bool Orders) what, DateTimeOffset until) =>
        _until.AddOrUpdate(what, until, (_, before) => before > until ? before : until);

    // "Too many new orders; current limit is 50 orders per 10 SECOND." Intervals are aligned to the clock.
    private static DateTimeOffset EndOfInterval(byte[] body, DateTimeOffset now)
    {
        var match = Interval().Match(Encoding.UTF8.GetString(body));
        var count = match.Success ? int.Parse(match.Groups["count"].ValueSpan, CultureInfo.InvariantCulture) : 10;
        var seconds = count * match.Groups["unit"].Value switch
        {
            "MINUTE" => 60L,
            "HOUR" => 3600L,
            "DAY" => 86_400L,
            _ => 1L,
        };
        return DateTimeOffset.FromUnixTimeSeconds((now.ToUnixTimeSeconds() / seconds * seconds) + seconds);
    }

    [GeneratedRegex("per (?<count>[1-9][0-9]{0,2}) (?<unit>SECOND|MINUTE|HOUR|DAY)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Interval();
}
