using System.Collections.Concurrent;
using System.Text;
using Countersign.Core.Names;
using Countersign.Core.Records;

namespace Countersign.Signer.Loaded;

/// <summary>What is open in the signer at this moment. Read by every request, changed by the operator.</summary>
internal sealed class Registry
{
    private readonly ConcurrentDictionary<RecordIdentity, LoadedKey> _keys = new();
    private readonly ConcurrentDictionary<RecordIdentity, LoadedBot> _bots = new();
    private readonly ConcurrentDictionary<string, LoadedBot> _botsByApiKey = new(StringComparer.Ordinal);
    private uint _numbers;

    public int KeyCount => _keys.Count;

    public int BotCount => _bots.Count;

    /// <summary>A number that nothing else in this life has.</summary>
    public uint NextNumber() => Interlocked.Increment(ref _numbers);

    /// <summary>Takes a key, in place of an older version of it.</summary>
    public void Set(LoadedKey key)
    {
        _keys.TryGetValue(key.Label.Identity, out var older);
        _keys[key.Label.Identity] = key;
        older?.Signing.Dispose();
    }

    /// <summary>Takes a bot, in place of an older version of it.</summary>
    public void Set(LoadedBot bot)
    {
        Remove(bot.Label.Identity);
        _bots[bot.Label.Identity] = bot;
        _botsByApiKey[bot.ApiKey] = bot;
    }

    /// <summary>Forgets a record and wipes its secret.</summary>
    public void Remove(RecordIdentity identity)
    {
        if (_keys.TryRemove(identity, out var key))
        {
            key.Signing.Dispose();
        }

        if (_bots.TryRemove(identity, out var bot))
        {
            _botsByApiKey.TryRemove(bot.ApiKey, out _);
            bot.Mac.Dispose();
        }
    }

    public LoadedBot? FindBot(ReadOnlySpan<byte> apiKey)
    {
        Span<char> text = stackalloc char[RecordLimits.BotText];
        return apiKey.Length == text.Length && Encoding.Latin1.GetChars(apiKey, text) == text.Length
            && _botsByApiKey.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var bot)
            ? bot
            : null;
    }

    public LoadedBot? FindBot(RecordIdentity identity) => _bots.GetValueOrDefault(identity);

    public LoadedKey? FindKey(OwnerId owner, KeyName name) => _keys.GetValueOrDefault(RecordIdentity.Of(owner, name));
}
