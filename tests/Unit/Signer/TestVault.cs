using System.Security.Cryptography;
using System.Text;
using Countersign.Core.Names;
using Countersign.Core.Records;
using Countersign.Signer.Custody;
using Countersign.Unit.Custody;

namespace Countersign.Unit.Signer;

/// <summary>
/// A vault at the lowest cost that a signer accepts, with records sealed by the test itself, so that it knows the secrets and need not pay for a
/// passphrase with each of them.
/// </summary>
internal sealed class TestVault
{
    public const string Passphrase = "correct horse battery staple";

    public const string TradingPolicy =
        """{"task":"spot-trading","orderTypes":["LIMIT","LIMIT_MAKER","MARKET"],"symbols":{"BTCUSDT":{"maxNotional":"1000"},"ETHUSDT":{"maxNotional":"500"}}}""";

    public const string ReadingPolicy = """{"task":"read-only"}""";

    private static readonly Lazy<TestVault> _shared = new(() => new TestVault());
    private static readonly Lazy<TestVault> _other = new(() => new TestVault());

    private readonly KeyEncryptionKey _lock;
    private readonly DataKey _dataKey;

    public TestVault(string owner = "self")
    {
        using var passphrase = Secrets.Of(Passphrase);
        _lock = KeyEncryptionKey.NewLock(RememberedRoots.Derive, passphrase, KdfCost.Floor);
        Owner = OwnerId.Parse(owner);
        _dataKey = DataKeys.Create(_lock, Owner, out var wrapped);
        DataKey = wrapped.ToBytes();
    }

    /// <summary>One for all tests: its lock costs a tenth of a second.</summary>
    public static TestVault Shared => _shared.Value;

    /// <summary>Somebody else's, with the same passphrase, owner and names.</summary>
    public static TestVault Other => _other.Value;

    public static Exchange Exchange { get; } = Exchange.Live;

    public OwnerId Owner { get; }

    public byte[] Header => _lock.Header.ToBytes();

    public byte[] DataKey { get; }

    public KeyEncryptionKey Lock => _lock;

    /// <summary>A data key of another owner in this vault.</summary>
    public byte[] NewDataKey(string owner)
    {
        using var key = DataKeys.Create(_lock, OwnerId.Parse(owner), out var wrapped);
        return wrapped.ToBytes();
    }

    public TestKey Key(
        string name, ExchangeKeyType type = ExchangeKeyType.Ed25519, bool active = true, ulong version = 1, Exchange? exchange = null, bool registered = true)
    {
        var apiKey = registered ? Letters() : "";
        var secret = NewSecret(type);
        return Seal(new TestKey(name, type, apiKey, secret, []), active, version, exchange);
    }

    /// <summary>The same key in another version.</summary>
    public TestKey Seal(TestKey key, bool active = true, ulong version = 1, Exchange? exchange = null)
    {
        using var content = GuardedContent.Encode(new ExchangeKeyContent
        {
            Type = key.Type,
            Secret = key.Secret,
            ApiKey = Encoding.ASCII.GetBytes(key.ApiKey),
            CreatedAt = 1,
            ActivatedAt = active ? 1 : 0,
        });
        var label = RecordLabel.ForExchangeKey(Owner, KeyName.Parse(key.Name), version, exchange ?? Exchange, publicHalf: default);
        return key with { Record = Sealer.Seal(_dataKey, label, content).ToBytes() };
    }

    public TestBot Bot(string name, string key, string policy = TradingPolicy, ulong version = 1, Exchange? exchange = null)
    {
        var bot = new TestBot(name, Letters(), Letters(), []);
        using var content = GuardedContent.Encode(new BotContent
        {
            ApiKey = Encoding.ASCII.GetBytes(bot.ApiKey),
            Secret = Encoding.ASCII.GetBytes(bot.Secret),
            Policy = Encoding.UTF8.GetBytes(policy),
            CreatedAt = 1,
        });
        var label = RecordLabel.ForBot(Owner, BotName.Parse(name), version, exchange ?? Exchange, KeyName.Parse(key));
        return bot with { Record = Sealer.Seal(_dataKey, label, content).ToBytes() };
    }

    private static byte[] NewSecret(ExchangeKeyType type)
    {
        switch (type)
        {
            case ExchangeKeyType.Hmac:
                return Encoding.ASCII.GetBytes(Letters());
            case ExchangeKeyType.Ed25519:
                return RandomNumberGenerator.GetBytes(32);
            default:
                using (var rsa = RSA.Create())
                {
                    // Making one takes longer than all else in a test.
                    rsa.ImportFromPem(ExchangeSignature.All["java-test-rsa-prv-key"].Secret);
                    return rsa.ExportPkcs8PrivateKey();
                }
        }
    }

    private static string Letters() => RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 64);
}
