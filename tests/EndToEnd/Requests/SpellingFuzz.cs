using System.Globalization;
using System.Text;

namespace Countersign.EndToEnd.Requests;

/// <summary>A request with what it means and one of the many ways to write it, odd ones among them. The same number gives the same request.</summary>
internal sealed class SpellingFuzz
{
    private static readonly string[] Oddities = ["", "", "", "", "", "", "", "", "duplicate", "unknown", "empty", "half-percent", "encoded-name", "control", "ampersand", "no-equals", "upper-name"];

    private readonly Random _random;

    private SpellingFuzz(int number, long timestamp)
    {
        _random = new Random(20_261_120 + number);
        Id = string.Create(CultureInfo.InvariantCulture, $"fuzz-{number}_a");
        IsQuestion = _random.Next(3) == 0;
        Meaning = new Dictionary<string, string>(StringComparer.Ordinal) { ["symbol"] = "BTCUSDT" };
        if (IsQuestion)
        {
            Meaning["origClientOrderId"] = Id;
        }
        else
        {
            Meaning["newClientOrderId"] = Id;
            MeanOrder();
        }

        Write(timestamp);
    }

    /// <summary>Unique: by it the request is found again.</summary>
    public string Id { get; }

    /// <summary>Asks after an order; else tests one.</summary>
    public bool IsQuestion { get; }

    public Dictionary<string, string> Meaning { get; }

    /// <summary>Without the signature; at the exchange's own choice what the oddity does.</summary>
    public string Query { get; private set; } = "";

    public string Body { get; private set; } = "";

    /// <summary>Written as no honest client writes it; such a request may be refused.</summary>
    public bool IsOdd { get; private set; }

    public static SpellingFuzz Make(int number, long timestamp) => new(number, timestamp);

    private void MeanOrder()
    {
        Meaning["side"] = _random.Next(2) == 0 ? "BUY" : "SELL";
        var isMarket = _random.Next(2) == 0;
        Meaning["type"] = isMarket ? "MARKET" : "LIMIT";
        if (isMarket && _random.Next(2) == 0)
        {
            Meaning["quoteOrderQty"] = Number(10, 900);
            return;
        }

        Meaning["quantity"] = "0.00" + Number(1, 9);
        if (!isMarket)
        {
            Meaning["price"] = Number(50_000, 60_000) + (_random.Next(2) == 0 ? ".50" : ".5000");
            Meaning["timeInForce"] = _random.Next(2) == 0 ? "GTC" : "IOC";
        }
    }

    private void Write(long timestamp)
    {
        var pairs = Meaning.Select(pair => $"{pair.Key}={Spell(pair.Value)}").ToList();
        pairs.Add(string.Create(CultureInfo.InvariantCulture, $"timestamp={timestamp}{(_random.Next(4) == 0 ? "000" : "")}"));
        if (_random.Next(2) == 0)
        {
            pairs.Add("recvWindow=" + Number(30_000, 60_000));
        }

        var oddity = Oddities[_random.Next(Oddities.Length)];
        IsOdd = oddity.Length > 0;
        AddOddity(pairs, oddity);
        var shuffled = pairs.ToArray();
        _random.Shuffle(shuffled);
        var cut = IsQuestion || _random.Next(2) == 0 ? shuffled.Length : _random.Next(shuffled.Length + 1);
        (Query, Body) = (string.Join('&', shuffled[..cut]), string.Join('&', shuffled[cut..]));
    }

    private void AddOddity(List<string> pairs, string oddity)
    {
        switch (oddity)
        {
            case "duplicate":
                pairs.Add(pairs[_random.Next(pairs.Count)]);
                break;
            case "unknown":
                pairs.Add("smuggled=1");
                break;
            case "empty":
                pairs.Add("strategyId=");
                break;
            case "half-percent":
                pairs[_random.Next(pairs.Count)] += "%4";
                break;
            case "encoded-name":
                pairs[0] = "%73" + pairs[0][1..];
                break;
            case "control":
                pairs[_random.Next(pairs.Count)] += "%0d";
                break;
            case "ampersand":
                pairs[_random.Next(pairs.Count)] += "&";
                break;
            case "no-equals":
                pairs.Add("symbol");
                break;
            case "upper-name":
                pairs.Add("SYMBOL=BTCUSDT");
                break;
        }
    }

    private string Number(int from, int to) => _random.Next(from, to).ToString(CultureInfo.InvariantCulture);

    private string Spell(string value)
    {
        var text = new StringBuilder();
        foreach (var character in value)
        {
            var code = (int)character;
            _ = _random.Next(6) switch
            {
                0 => text.Append(CultureInfo.InvariantCulture, $"%{code:X2}"),
                1 => text.Append(CultureInfo.InvariantCulture, $"%{code:x2}"),
                _ => text.Append(character),
            };
        }

        return text.ToString();
    }
}
