using System.Security.Cryptography;
using System.Text;
using Countersign.Core.Frames;
using Countersign.Core.Records;
using Countersign.Unit.Custody;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Signer;

/// <summary>New keys and bots: each needs the passphrase, also while the signer is unlocked.</summary>
public sealed class IssuingTests : IDisposable
{
    private readonly SignerWorld _world = SignerWorld.Open();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("ed25519", 44)]
    [InlineData("rsa-2048", 294)]
    public void Generates_a_key_that_loads_and_waits_for_its_registration(string type, int publicLength)
    {
        var made = Generate("fresh", type);

        made.ShouldBeDone();
        made.Second.ShouldBeEmpty();
        Convert.FromBase64String(string.Concat(made.ThirdText.Split('\n').Where(line => !line.StartsWith('-')))).Length.ShouldBe(publicLength);
        _world.Load(made.First).ShouldBeDone();
        _world.Operate(new Describe { Kind = (byte)RecordKind.ExchangeKey, Owner = "self"u8, Name = "fresh"u8 }).FirstText
            .ShouldContain($"\"state\":\"inactive\",\"type\":\"{type}\"");
        var bot = _world.Vault.Bot("early", "fresh");
        _world.Load(bot.Record).ShouldBeDone();
        _world.Call(bot, "GET", "/api/v3/account").Word.ShouldBe("key-not-active");
    }

    [Theory]
    [InlineData("hmac", "fresh", "self", "live")]
    [InlineData("ED25519", "fresh", "self", "live")]
    [InlineData("ed25519", "no name", "self", "live")]
    [InlineData("ed25519", "fresh", "", "live")]
    [InlineData("ed25519", "fresh", "self", "http://example.com")]
    [InlineData("ed25519", "fresh", "self", "")]
    public void Says_what_cannot_be_generated(string type, string name, string owner, string exchange) =>
        _world.Operate(
            new GenerateKey
            {
                Header = _world.Vault.Header,
                DataKey = _world.Vault.DataKey,
                Owner = SignerWorld.Bytes(owner),
                Name = SignerWorld.Bytes(name),
                KeyType = SignerWorld.Bytes(type),
                Exchange = SignerWorld.Bytes(exchange),
            },
            TestVault.Passphrase).ShouldFail("invalid");

    [Fact]
    public void Makes_nothing_without_the_passphrase()
    {
        var key = _world.Vault.Key("main");
        _world.Load(key.Record).ShouldBeDone();

        Generate("fresh", "ed25519", passphrase: "wrong").ShouldFail("passphrase");
        Import("taken", "hmac", new string('a', 64), "wrong").ShouldFail("passphrase");
        AddBot("grid", key.Record, TestVault.TradingPolicy, "wrong").ShouldFail("passphrase");
        AddBot("grid", key.Record, TestVault.TradingPolicy, null).ShouldFail("passphrase");
        _world.Operate(
            new ActivateKey { Header = _world.Vault.Header, DataKey = _world.Vault.DataKey, Record = key.Record, ApiKey = [] }, "wrong").ShouldFail("passphrase");
    }

    [Fact]
    public void Gives_a_name_once()
    {
        var made = Generate("once", "ed25519");
        _world.Load(made.First).ShouldBeDone();
        Generate("once", "ed25519").ShouldFail("exists");
        Import("once", "hmac", new string('a', 64)).ShouldFail("exists");

        _world.Revoke(RecordKind.ExchangeKey, "once").ShouldBeDone();
        Generate("once", "ed25519").ShouldFail("revoked");
        AddBot("grid", made.First, TestVault.ReadingPolicy).ShouldFail("revoked");

        var key = _world.Vault.Key("main");
        var bot = AddBot("grid", key.Record, TestVault.ReadingPolicy).ShouldBeDone();
        _world.Load(bot.First).ShouldBeDone();
        AddBot("grid", key.Record, TestVault.TradingPolicy).ShouldFail("exists");
        _world.Revoke(RecordKind.Bot, "grid").ShouldBeDone();
        AddBot("grid", key.Record, TestVault.TradingPolicy).ShouldFail("revoked");
    }

    [Theory]
    [InlineData("hmac")]
    [InlineData("ed25519")]
    [InlineData("rsa")]
    [InlineData("rsa-encrypted")]
    public void Imports_a_key_of_each_type(string type)
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(ExchangeSignature.All["java-test-rsa-prv-key"].Secret);
        string[] secrets = type switch
        {
            "hmac" => [new string('h', 64)],
            "ed25519" => [Ed25519Pem],
            "rsa" => [rsa.ExportPkcs8PrivateKeyPem()],
            _ => [rsa.ExportEncryptedPkcs8PrivateKeyPem("hunter2", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 2048)), "hunter2"],
        };

        var made = _world.Operate(ImportFrame("taken", type.Split('-')[0], new string('k', 64)), [TestVault.Passphrase, .. secrets]).ShouldBeDone();

        _world.Load(made.First).ShouldBeDone();
        made.ThirdText.ShouldNotContain("PRIVATE");
        if (type.StartsWith("rsa", StringComparison.Ordinal))
        {
            made.ThirdText.Trim().ShouldBe(rsa.ExportSubjectPublicKeyInfoPem());
        }
    }

    [Fact]
    public void Says_why_a_secret_is_not_taken()
    {
        Import("taken", "ed25519", "hello").ShouldFail("invalid");
        Import("taken", "hmac", "").ShouldFail("invalid");
        Import("taken", "dsa", "hello").ShouldFail("invalid");
        Import("taken", "rsa", Ed25519Pem).ShouldFail("invalid");
        _world.Operate(ImportFrame("taken", "hmac", new string('k', 64)), TestVault.Passphrase).ShouldFail("invalid");
        _world.Operate(ImportFrame("taken", "hmac", "with a space"), TestVault.Passphrase, new string('a', 64)).ShouldFail("invalid");
        _world.Operate(ImportFrame("taken", "hmac", ""), TestVault.Passphrase, new string('a', 64)).ShouldFail("invalid");
        _world.Operate(ImportFrame("taken", "hmac", new string('k', 64)), TestVault.Passphrase, new string('a', 300_000)).ShouldFail("invalid");
    }

    [Fact]
    public void Issues_a_bot_whose_credential_works_within_its_policy()
    {
        var key = _world.Vault.Key("main");
        _world.Load(key.Record).ShouldBeDone();

        var made = AddBot("issued", key.Record, TestVault.TradingPolicy).ShouldBeDone();
        made.Third.Length.ShouldBe(128);
        var bot = new TestBot("issued", made.ThirdText[..64], made.ThirdText[64..], made.First);
        Encoding.Latin1.GetString(bot.Record).ShouldNotContain(bot.Secret);
        _world.Call(bot, "GET", "/api/v3/account").Word.ShouldBe("unknown-bot");

        _world.Load(bot.Record).ShouldBeDone();
        _world.Market("BTCUSDT", 49_990m, 50_010m, 50_000m);
        _world.Order(bot, "symbol=BTCUSDT&side=BUY&type=MARKET&quoteOrderQty=1000").Word.ShouldBe("sent");
        _world.Order(bot, "symbol=BTCUSDT&side=BUY&type=MARKET&quoteOrderQty=1001").Word.ShouldBe("max-notional");
    }

    [Fact]
    public void Tells_all_problems_of_a_policy()
    {
        var key = _world.Vault.Key("main");

        var told = AddBot("grid", key.Record, """{"task":"spot-trading","orderTypes":["STOP"],"symbols":{"btc":{"maxNotional":5}},"extra":1}""").ShouldFail("invalid");
        told.Sentence.ShouldContain("orderTypes[0]");
        told.Sentence.ShouldContain("maxNotional");
        told.Sentence.ShouldContain("extra");

        AddBot("grid", key.Record, "nonsense").ShouldFail("invalid");
        AddBot("grid", key.Record, "").ShouldFail("invalid");
        AddBot("grid", key.Record, """{"task":"read-only","\ud800":1}""").ShouldFail("invalid");
        AddBot("a name", key.Record, TestVault.ReadingPolicy).ShouldFail("invalid");
    }

    [Fact]
    public void Answers_even_a_policy_with_thousands_of_problems()
    {
        var policy = "{" + string.Join(',', Enumerable.Range(0, 3_000).Select(i => $"\"a{i}\":1")) + "}";

        AddBot("grid", _world.Vault.Key("main").Record, policy).ShouldFail("invalid").Sentence.ShouldMatch("and [0-9]+ more$");
    }

    [Fact]
    public void Binds_a_bot_only_to_a_key_that_was_sealed_here()
    {
        var vault = _world.Vault;
        var key = vault.Key("main");

        AddBot("grid", TestVault.Other.Key("main").Record, TestVault.ReadingPolicy).ShouldFail("integrity");
        AddBot("grid", vault.Bot("bot", "main").Record, TestVault.ReadingPolicy).ShouldFail("integrity");
        AddBot("grid", [], TestVault.ReadingPolicy).ShouldFail("integrity");
        _world.Load(vault.Seal(key, version: 2).Record).ShouldBeDone();
        AddBot("grid", key.Record, TestVault.ReadingPolicy).ShouldFail("integrity");
    }

    [Fact]
    public void Harms_no_open_data_key_when_a_command_brings_none()
    {
        var key = _world.Vault.Key("main");
        _world.Operate(
            new AddBot { Header = _world.Vault.Header, DataKey = [], KeyRecord = key.Record, Name = "grid"u8, Policy = SignerWorld.Bytes(TestVault.ReadingPolicy) },
            TestVault.Passphrase).ShouldFail("integrity");
        _world.Load(key.Record).ShouldBeDone();

        var made = _world.Operate(GenerateFrame("fresh", "ed25519", dataKey: []), TestVault.Passphrase).ShouldBeDone();
        made.Second.ShouldBe(_world.Vault.DataKey);
        _world.Load(made.First).ShouldBeDone();
        _world.Load(_world.Vault.Key("third").Record).ShouldBeDone();
    }

    [Fact]
    public void Makes_a_data_key_for_a_new_owner_and_uses_it_at_once()
    {
        var made = _world.Operate(GenerateFrame("fresh", "ed25519", owner: "customer-7", dataKey: []), TestVault.Passphrase).ShouldBeDone();
        made.Second.ShouldNotBeEmpty();
        _world.Load(made.First).ShouldBeDone();

        _world.Operate(GenerateFrame("second", "ed25519", owner: "customer-7", dataKey: _world.Vault.DataKey), TestVault.Passphrase).ShouldFail("integrity");
        var second = _world.Operate(GenerateFrame("second", "ed25519", owner: "customer-7", dataKey: made.Second), TestVault.Passphrase).ShouldBeDone();
        second.Second.ShouldBeEmpty();
        _world.Load(second.First).ShouldBeDone();
    }

    [Fact]
    public void Makes_keys_and_bots_while_locked()
    {
        using var world = new SignerWorld();
        var vault = world.Vault;
        var made = world.Operate(
            new GenerateKey { Header = vault.Header, DataKey = vault.DataKey, Owner = "self"u8, Name = "k"u8, KeyType = "ed25519"u8, Exchange = "live"u8 },
            TestVault.Passphrase).ShouldBeDone();
        world.Operate(
            new AddBot { Header = vault.Header, DataKey = vault.DataKey, KeyRecord = made.First, Name = "b"u8, Policy = SignerWorld.Bytes(TestVault.ReadingPolicy) },
            TestVault.Passphrase).ShouldBeDone();

        world.Status().GetProperty("locked").GetBoolean().ShouldBeTrue();
        world.Load(made.First).ShouldFail("locked");
    }

    private static string Ed25519Pem => ExchangeSignature.All["java-test-ed25519-prv-key"].Secret;

    private GenerateKey GenerateFrame(string name, string type, string owner = "self", byte[]? dataKey = null) => new()
    {
        Header = _world.Vault.Header,
        DataKey = dataKey ?? _world.Vault.DataKey,
        Owner = SignerWorld.Bytes(owner),
        Name = SignerWorld.Bytes(name),
        KeyType = SignerWorld.Bytes(type),
        Exchange = "live"u8,
    };

    private ImportKey ImportFrame(string name, string type, string apiKey) => new()
    {
        Header = _world.Vault.Header,
        DataKey = _world.Vault.DataKey,
        Owner = "self"u8,
        Name = SignerWorld.Bytes(name),
        KeyType = SignerWorld.Bytes(type),
        Exchange = "live"u8,
        ApiKey = SignerWorld.Bytes(apiKey),
    };

    private Told Generate(string name, string type, string passphrase = TestVault.Passphrase) => _world.Operate(GenerateFrame(name, type), passphrase);

    private Told Import(string name, string type, string secret, string passphrase = TestVault.Passphrase) =>
        _world.Operate(ImportFrame(name, type, new string('k', 64)), passphrase, secret);

    private Told AddBot(string name, byte[] keyRecord, string policy, string? passphrase = TestVault.Passphrase) => _world.Operate(
        new AddBot
        {
            Header = _world.Vault.Header,
            DataKey = _world.Vault.DataKey,
            KeyRecord = keyRecord,
            Name = SignerWorld.Bytes(name),
            Policy = SignerWorld.Bytes(policy),
        },
        passphrase is null ? [] : [passphrase]);
}
