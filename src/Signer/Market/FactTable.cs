using System.Collections.Concurrent;
using System.Text;
using Countersign.Core.Frames;
using Countersign.Core.Policies;

namespace Countersign.Signer.Market;

/// <summary>
/// The newest market facts by spot symbol. Ages are told by a clock that only goes forward: a step of the machine's clock makes no
/// fact younger.
/// </summary>
internal sealed class FactTable(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, MarketFacts> _facts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _watched = new(StringComparer.Ordinal);
    private readonly DateTimeOffset _start = time.GetUtcNow();
    private readonly long _started = time.GetTimestamp();

    /// <summary>The clock that facts are dated by.</summary>
    public DateTimeOffset Now => _start + time.GetElapsedTime(_started);

    /// <summary>The symbols of all policies that were loaded.</summary>
    public IEnumerable<string> Watched => _watched.Keys;

    /// <summary>True when each watched symbol has had facts; whether they are fit is judged with each order.</summary>
    public bool IsComplete => _watched.Keys.All(_facts.ContainsKey);

    /// <summary>True for a symbol that nobody asked for before.</summary>
    public bool Watch(string symbol) => _watched.TryAdd(symbol, true);

    public void Take(MarketFact fact)
    {
        var symbol = Encoding.UTF8.GetString(fact.Symbol);

        // Only what was asked for: the table must not grow as the courier pleases.
        if (_watched.ContainsKey(symbol))
        {
            var now = Now;
            _facts[symbol] = new MarketFacts(fact.Bid, fact.Ask, now - TimeSpan.FromMilliseconds(fact.BookAge),
                fact.Average, now - TimeSpan.FromMilliseconds(fact.AverageAge));
        }
    }

    /// <summary>The newest facts of a symbol, UTF-8 as the exchange writes it; null if there are none.</summary>
    public MarketFacts? Find(ReadOnlySpan<byte> symbol)
    {
        Span<char> text = stackalloc char[Policy.MaxSymbolLength];
        return Encoding.UTF8.TryGetChars(symbol, text, out var length)
            && _facts.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text[..length], out var found)
                ? found
                : null;
    }
}
