using System.Text.Json;
using Countersign.Core.Catalogue;
using Countersign.Core.Frames;
using Countersign.Core.Names;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Signer;

/// <summary>A key is proven at the exchange before a bot may use it; the test answers as the exchange.</summary>
public sealed class ActivationTests : IDisposable
{
    private const string Good =
        """{"ipRestrict":true,"createTime":1698645219000,"enableReading":true,"enableSpotAndMarginTrading":true,"enableWithdrawals":false,"enableInternalTransfer":false,"permitsUniversalTransfer":false,"enableMargin":false,"enableFutures":false}""";

    private readonly SignerWorld _world = SignerWorld.Open();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Activates_a_key_that_may_trade_and_no_more()
    {
        var key = _world.Vault.Key("main", active: false, registered: false);
        var bot = _world.Vault.Bot("grid", "main");
        var id = new string('k', 64);

        var told = Activate(key, id, 200, Good, out var probe).ShouldBeDone();

        probe.Purpose.ShouldBe(HousePurpose.Probe);
        probe.Endpoint.ShouldBe(SpotEndpoints.ApiRestrictions);
        probe.ApiKey.ShouldBe(id);
        var payload = $"recvWindow=5000&timestamp={_world.Now}";
        probe.Query.ShouldBe($"{payload}&signature={key.Sign(payload)}");
        var report = JsonDocument.Parse(told.Third).RootElement;
        report.GetProperty("ipRestrict").GetBoolean().ShouldBeTrue();
        report.GetProperty("permissions").GetProperty("enableSpotAndMarginTrading").GetBoolean().ShouldBeTrue();
        report.GetProperty("warnings").GetArrayLength().ShouldBe(0);

        _world.Load(bot.Record).ShouldBeDone();
        _world.Load(told.First).ShouldBeDone();
        _world.Call(bot, "GET", "/api/v3/account").Sent.ShouldNotBeNull().ApiKey.ShouldBe(id);
        _world.Load(key.Record).ShouldFail("integrity");
    }

    [Theory]
    [InlineData("enableWithdrawals")]
    [InlineData("enableInternalTransfer")]
    [InlineData("permitsUniversalTransfer")]
    [InlineData("enableSomethingNew")]
    public void Refuses_a_key_that_may_do_what_no_key_here_may(string permission)
    {
        var answer = Good.Contains(permission, StringComparison.Ordinal)
            ? Good.Replace($"\"{permission}\":false", $"\"{permission}\":true", StringComparison.Ordinal)
            : Good.Replace("{", $"{{\"{permission}\":true,", StringComparison.Ordinal);

        Activate(200, answer).ShouldFail("permissions").Sentence.ShouldContain(permission);
    }

    [Fact]
    public void Refuses_a_key_that_may_not_read() =>
        Activate(200, Good.Replace("\"enableReading\":true", "\"enableReading\":false", StringComparison.Ordinal)).ShouldFail("permissions");

    [Fact]
    public void Warns_of_a_key_that_works_from_anywhere_or_may_more_than_it_needs()
    {
        var told = Activate(200, Good.Replace("\"ipRestrict\":true", "\"ipRestrict\":false", StringComparison.Ordinal)
            .Replace("\"enableFutures\":false", "\"enableFutures\":true", StringComparison.Ordinal)).ShouldBeDone();

        var report = JsonDocument.Parse(told.Third).RootElement;
        report.GetProperty("ipRestrict").GetBoolean().ShouldBeFalse();
        report.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetString()).ShouldContain(text => text!.Contains("any address"));
        report.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetString()).ShouldContain(text => text!.Contains("enableFutures"));
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(401, """{"code":-2015,"msg":"Invalid API-key"}""")]
    [InlineData(400, """{"code":"-2015"}""")]
    [InlineData(400, """{"code":null}""")]
    [InlineData(400, """{"\ud800":1,"code":99999999999}""")]
    [InlineData(400, """[]""")]
    [InlineData(502, "<html>")]
    [InlineData(200, "")]
    [InlineData(200, "null")]
    [InlineData(200, "[]")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"ipRestrict":true,"enableReading":true}""")]
    [InlineData(200, """{"ipRestrict":true,"enableReading":true,"enableWithdrawals":"false"}""")]
    [InlineData(200, """{"ipRestrict":true,"enableReading":true,"enableWithdrawals":true,"enableWithdrawals":false}""")]
    [InlineData(200, """{"ipRestrict":true,"enableReading":true,"enableWithdrawals":false,"\ud800":true}""")]
    [InlineData(200, """{"a":{"b":{"c":{"d":{"e":1}}}}}""")]
    public void Activates_nothing_when_the_exchange_does_not_say_what_the_key_may(ushort status, string body) => Activate(status, body).ShouldFail("exchange");

    [Fact]
    public void Survives_an_answer_with_more_permissions_than_a_record_holds()
    {
        var many = string.Join(',', Enumerable.Range(0, 1_500).Select(i => $"\"enableThing{i}\":false"));

        Activate(200, Good.Replace("{", $"{{{many},", StringComparison.Ordinal)).ShouldFail("exchange");
        Activate(200, Good).ShouldBeDone();
    }

    [Fact]
    public void Needs_the_exchange_s_id_of_the_key_and_a_measured_clock()
    {
        var key = _world.Vault.Key("main", active: false, registered: false);
        Begin(key, "");
        _world.Answer().ShouldFail("invalid");
        Begin(key, "no id");
        _world.Answer().ShouldFail("invalid");
        Begin(key, new string('k', 129));
        _world.Answer().ShouldFail("invalid");

        _world.Time.Step(TimeSpan.FromSeconds(5));
        Begin(key, "k");
        _world.Answer().ShouldFail("exchange");
    }

    [Fact]
    public void Refuses_records_of_bots_of_other_exchanges_of_older_versions_and_revoked_ones()
    {
        var key = _world.Vault.Key("main", active: false);
        Fails(_world.Vault.Bot("bot", "main").Record, "integrity");
        Fails([1], "integrity");
        Fails(_world.Vault.Key("other", exchange: Exchange.Testnet).Record, "other-exchange");
        Fails(TestVault.Other.Key("main").Record, "integrity");
        _world.Load(_world.Vault.Seal(key, version: 2).Record).ShouldBeDone();
        Fails(key.Record, "integrity");
        _world.Revoke(Countersign.Core.Records.RecordKind.ExchangeKey, "main").ShouldBeDone();
        Fails(_world.Vault.Seal(key, version: 3).Record, "revoked");

        void Fails(byte[] record, string code)
        {
            Begin(key with { Record = record }, "");
            _world.Answer().ShouldFail(code);
        }
    }

    [Fact]
    public void Fails_at_once_without_a_courier()
    {
        _world.EndCourier();
        Begin(_world.Vault.Key("main", active: false), "");
        _world.Answer().ShouldFail("exchange");
    }

    [Fact]
    public void Asks_testnet_for_the_account_because_it_tells_no_permissions()
    {
        using var world = SignerWorld.Open(exchange: Exchange.Testnet);
        var key = world.Vault.Key("main", active: false, exchange: Exchange.Testnet);
        world.Begin(
            new ActivateKey { Header = world.Vault.Header, DataKey = world.Vault.DataKey, Record = key.Record, ApiKey = [] }, TestVault.Passphrase);

        var probe = world.NextQuestion();
        probe.Endpoint.ShouldBe(SpotEndpoints.Account);
        world.AnswerProbe(probe, 200, """{"canTrade":true}""");
        world.Load(world.Answer().ShouldBeDone().First).ShouldBeDone();
    }

    private void Begin(TestKey key, string apiKey) => _world.Begin(
        new ActivateKey { Header = _world.Vault.Header, DataKey = _world.Vault.DataKey, Record = key.Record, ApiKey = SignerWorld.Bytes(apiKey) },
        TestVault.Passphrase);

    private Told Activate(TestKey key, string apiKey, ushort status, string body, out HouseQuestion probe)
    {
        Begin(key, apiKey);
        probe = _world.NextQuestion();
        _world.AnswerProbe(probe, status, body);
        return _world.Answer();
    }

    private Told Activate(ushort status, string body) => Activate(_world.Vault.Key("main", active: false), "", status, body, out _);
}
