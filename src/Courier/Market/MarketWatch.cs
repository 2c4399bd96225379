using System.Collections.Concurrent;
using System.Text;
using System.Text.Unicode;
using Countersign.Courier.Links;
using Countersign.Courier.Wire;

namespace Countersign.Courier.Market;

/// <summary>
/// Keeps best prices and averages of the symbols in use fresh ahead of need: all best prices in one question about every second (in several, as much less often, when they are many),
/// averages one by one, together within a tenth of the address's weight unless the symbols are many. Each goes to the signer as it comes.
/// </summary>
internal sealed class MarketWatch(HouseQuestions questions, Peers peers, TimeProvider time)
{
    /// <summary>More symbols are not watched: orders on them that need a market are then refused. So many take a quarter of the weight.</summary>
    public const int MaxSymbols = 250;

    // A question for more could be longer than servers commonly take.
    private const int SymbolsPerQuestion = 100;

    private const int MaxSymbolLength = 40;

    private static readonly TimeSpan _bookInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _averageInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _rejectedInterval = TimeSpan.FromMinutes(1);

    // Of 6000 a minute a tenth is 600: 60 questions for best prices of weight 4, the rest for averages of weight 2.
    private static readonly TimeSpan _averageSpacing = TimeSpan.FromSeconds(60.0 * 2 / (600 - (60 * 4)));

    // An average is good for thirty seconds (MarketFacts): beyond some 75 symbols freshness comes before thrift.
    private static readonly TimeSpan _averageRound = TimeSpan.FromSeconds(25);

    private readonly ConcurrentDictionary<string, SymbolFacts> _symbols = new(StringComparer.Ordinal);
    private readonly WakeUp _booksWakeUp = new(time);
    private readonly WakeUp _averagesWakeUp = new(time);

    /// <summary>Watches a symbol from now on. It comes from a bot's request: what cannot be a symbol is passed over.</summary>
    public void Watch(ReadOnlySpan<byte> symbol)
    {
        if (symbol.Length is 0 or > MaxSymbolLength || !Utf8.IsValid(symbol) || symbol.IndexOfAny((byte)'"', (byte)'\\') >= 0)
        {
            return;
        }

        var text = Encoding.UTF8.GetString(symbol);
        if (text.Any(char.IsControl) || _symbols.Count >= MaxSymbols || !_symbols.TryAdd(text, new SymbolFacts(text, symbol.ToArray())))
        {
            return;
        }

        _booksWakeUp.Signal();
        _averagesWakeUp.Signal();
    }

    /// <summary>Tells a new signer what is known, and asks for newer facts at once.</summary>
    public void Tell(SignerLink signer)
    {
        foreach (var facts in _symbols.Values)
        {
            Send(signer, facts);
        }

        _booksWakeUp.Signal();
    }

    public Task Run(CancellationToken cancel) => Task.WhenAll(KeepBooks(cancel), KeepAverages(cancel));

    private async Task KeepBooks(CancellationToken cancel)
    {
        var backoff = new Backoff();
        while (!cancel.IsCancellationRequested)
        {
            var symbols = Wanted();
            if (symbols.Count == 0)
            {
                await _booksWakeUp.Pause(_rejectedInterval, cancel);
            }
            else if (await AskAllBooks(symbols) is var count and > 0)
            {
                backoff.Reset();
                await _booksWakeUp.Pause(_bookInterval * count, cancel);
            }
            else
            {
                await _booksWakeUp.Pause(questions.PauseAfterFailure(backoff), cancel);
            }
        }
    }

    private async Task KeepAverages(CancellationToken cancel)
    {
        var backoff = new Backoff();
        while (!cancel.IsCancellationRequested)
        {
            // The one that was asked for longest ago, or never.
            var wanted = Wanted();
            var next = wanted.MinBy(facts => facts.Average?.AskedAt ?? long.MinValue);
            if (next is null)
            {
                await _averagesWakeUp.Pause(_rejectedInterval, cancel);
            }
            else if (next.Average is { } known && _averageInterval - time.GetElapsedTime(known.AskedAt) is { Ticks: > 0 } notYet)
            {
                await _averagesWakeUp.Pause(notYet, cancel);
            }
            else if (await AskAverage(next))
            {
                backoff.Reset();
                var spacing = _averageRound / wanted.Count;
                var rest = (spacing < _averageSpacing ? spacing : _averageSpacing) - time.GetElapsedTime(next.Average?.AskedAt ?? 0);
                await _averagesWakeUp.Pause(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, cancel);
            }
            else
            {
                await _averagesWakeUp.Pause(questions.PauseAfterFailure(backoff), cancel);
            }
        }
    }

    private List<SymbolFacts> Wanted() =>
        [.. _symbols.Values.Where(facts => facts.RejectedAt is not { } rejected || time.GetElapsedTime(rejected) > _rejectedInterval)];

    // How many questions it took; zero when one was not answered.
    private async Task<int> AskAllBooks(List<SymbolFacts> symbols)
    {
        var count = 0;
        foreach (var some in symbols.Chunk(SymbolsPerQuestion))
        {
            if (!await AskBooks([.. some]))
            {
                return 0;
            }

            count++;
        }

        return count;
    }

    private async Task<bool> AskBooks(List<SymbolFacts> symbols)
    {
        var askedAt = time.GetTimestamp();
        var answer = await questions.BestPrices(symbols.Select(facts => facts.Symbol));
        if (answer is { Status: 400 })
        {
            return await PutAside(symbols);
        }

        if (answer is not { Status: 200 } || StrictJson.Read(answer.Body) is not { } json)
        {
            return false;
        }

        foreach (var (symbol, bid, ask) in PriceReader.BestPrices(json))
        {
            if (_symbols.TryGetValue(symbol, out var facts))
            {
                facts.Book = new BestPrices(bid, ask, askedAt);
                facts.RejectedAt = null;
                Send(peers.Signer, facts);
            }
        }

        return true;
    }

    // One symbol that the exchange does not know spoils the question for all: find it by halves.
    private async Task<bool> PutAside(List<SymbolFacts> symbols)
    {
        if (symbols.Count == 1)
        {
            symbols[0].RejectedAt = time.GetTimestamp();
            return true;
        }

        var half = symbols.Count / 2;
        return await AskBooks(symbols[..half]) & await AskBooks(symbols[half..]);
    }

    private async Task<bool> AskAverage(SymbolFacts facts)
    {
        var askedAt = time.GetTimestamp();
        var answer = await questions.Average(facts.Symbol);
        if (answer is { Status: 200 } && StrictJson.Read(answer.Body) is { } json && PriceReader.Average(json) is { } price)
        {
            facts.Average = new AveragePrice(price, askedAt);
            Send(peers.Signer, facts);
            return true;
        }

        if (answer is not { Status: 200 or 400 })
        {
            return false;
        }

        // Put aside, so that it does not keep the others waiting.
        facts.RejectedAt = askedAt;
        return true;
    }

    private void Send(SignerLink? signer, SymbolFacts facts)
    {
        if (facts is { Book: { } book, Average: { } average })
        {
            signer?.SendFact(facts.Utf8, book.Bid, book.Ask, average.Price, time.GetElapsedTime(book.AskedAt), time.GetElapsedTime(average.AskedAt));
        }
    }
}
