using System.Text;
using Countersign.Core.Catalogue;
using Countersign.Core.Frames;
using Countersign.Core.Refusals;
using Countersign.Signer.Loaded;

namespace Countersign.Signer.Enforcement;

/// <summary>
/// Puts refusals on the record: each of the first in a second, of a bot or of all strangers together, and of the others their number, so
/// that nobody fills the disk with what he is refused. Thread-safe.
/// </summary>
internal sealed class RefusalRecorder : IDisposable
{
    private const int MaxInSecond = 20;
    private const int MaxText = 256;

    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Recorder _recorder;
    private readonly Dictionary<uint, Tally> _tallies = [];
    private readonly ITimer _timer;

    public RefusalRecorder(Recorder recorder, TimeProvider time)
    {
        _recorder = recorder;
        _timer = time.CreateTimer(_ => WriteTallies(), state: null, _second, _second);
    }

    /// <summary>Records that a call was refused.</summary>
    /// <param name="bot">Whose API key it named; null for none that is known.</param>
    /// <param name="call">What was asked.</param>
    /// <param name="refusal">The answer.</param>
    public void Record(LoadedBot? bot, BotCall call, Refusal refusal)
    {
        lock (_lock)
        {
            var number = bot?.Number ?? 0;
            if (!_tallies.TryGetValue(number, out var tally))
            {
                _tallies[number] = tally = new Tally(bot);
            }

            if (++tally.InSecond > MaxInSecond)
            {
                tally.More++;
                tally.Code = refusal.Code;
                return;
            }
        }

        Span<byte> endpoint = stackalloc byte[MaxText];
        _recorder.Record(bot is null ? default : bot.Owner.Span, new Core.Journal.Entries.Refused
        {
            Bot = bot is null ? default : bot.Name.Span,
            Source = call.Source[..Math.Min(call.Source.Length, MaxText)],
            Endpoint = NameEndpoint(call, endpoint),
            Code = Encoding.ASCII.GetBytes(refusal.Code),
            Sentence = Encoding.UTF8.GetBytes(refusal.Sentence),
        });
    }

    public void Dispose() => _timer.Dispose();

    private static ReadOnlySpan<byte> NameEndpoint(BotCall call, Span<byte> buffer)
    {
        if (HttpVerbs.TryParse(call.Method, out var method) && EndpointCatalogue.Find(method, call.Path) is { } known)
        {
            return known.JournalName.Span;
        }

        // Whatever a stranger wrote, as far as it fits.
        var text = $"{Quoted.From(call.Method)} {Quoted.From(call.Path)}";
        return Encoding.UTF8.TryGetBytes(text, buffer, out var length) ? buffer[..length] : "unknown"u8;
    }

    private void WriteTallies()
    {
        lock (_lock)
        {
            foreach (var (number, tally) in _tallies)
            {
                if (tally.More > 0)
                {
                    _recorder.Record(tally.Bot is null ? default : tally.Bot.Owner.Span, new Core.Journal.Entries.RefusedMore
                    {
                        Bot = tally.Bot is null ? default : tally.Bot.Name.Span,
                        Code = Encoding.ASCII.GetBytes(tally.Code),
                        Count = tally.More,
                    });
                }

                _tallies.Remove(number);
            }
        }
    }

    private sealed class Tally(LoadedBot? bot)
    {
        public LoadedBot? Bot { get; } = bot;

        public int InSecond { get; set; }

        public ulong More { get; set; }

        public string Code { get; set; } = "";
    }
}
