using Countersign.Sandbox.Accounts;
using Countersign.Sandbox.Control;
using Countersign.Sandbox.Keys;
using Countersign.Sandbox.Limits;
using Countersign.Sandbox.Market;

namespace Countersign.Sandbox;

/// <summary>The whole exchange. Everything in it is read and changed under <see cref="Gate"/>, one request at a time, so that the
/// same requests in the same order give the same answers.</summary>
internal sealed class Exchange
{
    private readonly Dictionary<string, MarketMaker> _makers = new(StringComparer.Ordinal);
    private readonly SeededRandom _ids;
    private long _lastUid = 10_000_000;

    public Exchange(TimeProvider time, ulong seed)
    {
        Clock = new ExchangeClock(time);
        Engine = new MatchingEngine(Clock);
        _ids = SeededRandom.For(seed, "ids");
        Maker = new Account("market-maker", 1, isUnlimited: true);
        var now = Clock.Microseconds;
        foreach (var rules in SymbolCatalogue.All)
        {
            var market = new SymbolMarket(rules);
            History.Write(market, SeededRandom.For(seed, rules.Name + " history"), now);
            var maker = new MarketMaker(market, Engine, Maker, seed);
            maker.Open();
            Markets.Add(rules.Name, market);
            _makers.Add(rules.Name, maker);
        }
    }

    public Lock Gate { get; } = new();

    public ExchangeClock Clock { get; }

    public MatchingEngine Engine { get; }

    public RateLimits Limits { get; init; } = new();

    public FaultList Faults { get; } = new();

    public ReceivedLog Received { get; } = new();

    /// <summary>The account behind the ladders; its balances show what it won and lost, and may be below zero.</summary>
    public Account Maker { get; }

    /// <summary>In the order of the catalogue.</summary>
    public OrderedDictionary<string, SymbolMarket> Markets { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, Account> Accounts { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, ApiKey> Keys { get; } = new(StringComparer.Ordinal);

    public Account Open(string name) => new(name, ++_lastUid, isUnlimited: false);

    /// <summary>An id that the exchange makes up: a client order id, a withdrawal.</summary>
    public string NextId(int letters) => _ids.Letters(letters);

    /// <summary>After a request that may have traded: the maker brings its levels back.</summary>
    public void Refill(SymbolMarket market) => _makers[market.Rules.Name].Refill();

    /// <summary>One step of the market's walk, for every symbol.</summary>
    public void Step()
    {
        lock (Gate)
        {
            foreach (var maker in _makers.Values)
            {
                maker.Step(Clock.Microseconds);
            }
        }
    }
}
