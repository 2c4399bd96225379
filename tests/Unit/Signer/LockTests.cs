using Countersign.Core.Frames;
using Countersign.Core.Records;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Signer;

/// <summary>Making, unlocking and loading a vault.</summary>
public sealed class LockTests
{
    [Fact]
    public void Serves_no_bot_while_locked()
    {
        using var world = new SignerWorld();
        world.LinkGateway(1);
        world.LinkCourier(1);
        world.SyncCourier();
        var bot = world.Vault.Bot("grid", "main");

        world.Load(bot.Record).ShouldFail("locked");
        world.Call(bot, "GET", "/api/v3/account").Word.ShouldBe("signer-locked");
        world.Call(bot, "POST", "/sapi/v1/capital/withdraw/apply", "coin=USDT&address=x&amount=1").Word.ShouldBe("signer-locked");
        world.Status().GetProperty("locked").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("")]
    [InlineData("correct horse battery staple ")]
    [InlineData("correct horse battery staple\nand more\n")]
    public void Refuses_a_wrong_passphrase(string passphrase)
    {
        using var world = new SignerWorld();

        world.Unlock(passphrase).ShouldFail("passphrase");
        world.Load(world.Vault.Key("main").Record).ShouldFail("locked");
        world.Operate(new Unlock { Header = world.Vault.Header, Checkpoint = default }).ShouldFail("passphrase");
        world.Unlock(TestVault.Passphrase + "\n").ShouldBeDone();
    }

    [Fact]
    public void A_wrong_passphrase_later_locks_nobody_out()
    {
        using var world = SignerWorld.Trading(out var bot);

        world.Unlock("wrong").ShouldFail("passphrase");

        world.Call(bot, "GET", "/api/v3/account").Word.ShouldBe("sent");
    }

    [Theory]
    [InlineData(9, 0, "integrity")]
    [InlineData(13, 2, "integrity")]
    [InlineData(17, 2, "integrity")]
    [InlineData(6, 0xFF, "integrity")]
    [InlineData(0, 0, "integrity")]
    [InlineData(20, 0x55, "passphrase")]
    [InlineData(40, 0x55, "passphrase")]
    [InlineData(60, 0x55, "passphrase")]
    public void Refuses_a_header_that_was_changed(int at, byte value, string code)
    {
        using var world = new SignerWorld();
        var header = world.Vault.Header;
        header[at] = header[at] == value ? (byte)(value + 1) : value;
        if (at == 9)
        {
            // 32 MiB instead of 64.
            (header[6], header[7], header[8], header[9]) = (0, 0, 0x80, 0);
        }

        world.Operate(new LoadDataKey { DataKey = world.Vault.DataKey }).ShouldBeDone();
        world.Operate(new Unlock { Header = header, Checkpoint = default }, TestVault.Passphrase).ShouldFail(code);
        world.Status().GetProperty("locked").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public void Refuses_the_header_of_another_vault_with_its_own_passphrase()
    {
        var other = TestVault.Other;
        using var world = SignerWorld.Trading(out _, out var key);

        world.Operate(new Unlock { Header = other.Header, Checkpoint = default }, TestVault.Passphrase).ShouldFail("integrity");
        world.Operate(
            new AddBot { Header = other.Header, DataKey = other.DataKey, KeyRecord = key.Record, Name = "mine"u8, Policy = "{\"task\":\"read-only\"}"u8 },
            TestVault.Passphrase).ShouldFail("integrity");
    }

    [Fact]
    public void Refuses_a_journal_that_is_missing_or_older_than_the_vault()
    {
        using (var world = new SignerWorld(withJournal: false))
        {
            world.Unlock().ShouldFail("integrity");
        }

        byte[] newer;
        using (var world = new SignerWorld())
        {
            world.Unlock(seen: world.FirstCheckpoint).ShouldBeDone();
            newer = world.Revoke(RecordKind.Bot, "gone").ShouldBeDone().Checkpoint;
            world.Unlock(seen: newer).ShouldBeDone();
        }

        // The same vault, whose journal began again: another key signs it.
        using (var world = new SignerWorld())
        {
            world.Unlock(seen: newer).ShouldFail("integrity").Sentence.ShouldContain("accept-loss");
            world.Operate(new JournalSeen { Checkpoint = newer }).ShouldFail("integrity");
            world.Operate(new JournalSeen { Checkpoint = default }).ShouldBeDone();
            world.Unlock(seen: world.FirstCheckpoint).ShouldBeDone();
        }
    }

    [Fact]
    public void Refuses_an_edited_journal()
    {
        using var world = new SignerWorld(beforeStart: static folder =>
        {
            var segment = Path.Combine(folder, "entries", "000000000000000");
            var bytes = File.ReadAllBytes(segment);
            bytes[^20] ^= 1;
            File.WriteAllBytes(segment, bytes);

            // With it, what it counts is not read again.
            File.Delete(Path.Combine(folder, "snapshot"));
        });

        world.Unlock().ShouldFail("integrity").Sentence.ShouldContain("000000000000000");
    }

    [Fact]
    public void Goes_on_without_a_journal_once_its_loss_is_accepted()
    {
        using var world = new SignerWorld(withJournal: false);
        world.Unlock().ShouldFail("integrity");
        world.Operate(new AcceptLoss { Header = world.Vault.Header, Checkpoint = default }, "a wrong one").ShouldFail("passphrase");

        world.Operate(new AcceptLoss { Header = world.Vault.Header, Checkpoint = default }, TestVault.Passphrase).ShouldBeDone().Checkpoint.ShouldNotBeEmpty();

        world.Unlock().ShouldBeDone();
        world.Load(world.Vault.Key("main").Record).ShouldBeDone();
        world.Operate(new AcceptLoss { Header = world.Vault.Header, Checkpoint = default }, TestVault.Passphrase).ShouldFail("invalid");
    }

    [Fact]
    public void Refuses_records_that_it_did_not_seal_for_this_place()
    {
        var other = TestVault.Other;
        var stranger = new TestVault("someone");
        using var world = SignerWorld.Open();
        var vault = world.Vault;

        world.Load(vault.Key("a", exchange: Countersign.Core.Names.Exchange.Testnet).Record).ShouldFail("other-exchange");
        world.Load(other.Key("a").Record).ShouldFail("integrity");
        world.Load(stranger.Key("a").Record).ShouldFail("locked");
        world.Load([]).ShouldFail("integrity");
        var record = vault.Key("a").Record;
        for (var i = 0; i < record.Length; i += 3)
        {
            var changed = record.ToArray();
            changed[i] ^= 0x10;
            world.Load(changed).Code.ShouldNotBeNull($"byte {i}");
        }

        world.Load(record).ShouldBeDone();
    }

    [Fact]
    public void Refuses_an_older_version_after_a_newer_one()
    {
        using var world = SignerWorld.Open();
        var first = world.Vault.Key("main");
        var second = world.Vault.Seal(first, version: 2);

        world.Load(first.Record).ShouldBeDone();
        world.Load(second.Record).ShouldBeDone();
        world.Load(first.Record).ShouldFail("integrity");
        world.Load(second.Record).ShouldBeDone();
    }

    [Fact]
    public void Refuses_data_keys_that_are_not_its_own()
    {
        using var world = new SignerWorld();
        world.Operate(new LoadDataKey { DataKey = [1, 2, 3] }).ShouldFail("integrity");
        world.Operate(new LoadDataKey { DataKey = TestVault.Other.DataKey }).ShouldBeDone();

        world.Operate(new Unlock { Header = world.Vault.Header, Checkpoint = default }, TestVault.Passphrase).ShouldFail("integrity");
        world.Unlock().ShouldBeDone();
        world.Operate(new LoadDataKey { DataKey = world.Vault.NewDataKey("late") }).ShouldFail("locked");
    }

    [Fact]
    public void Makes_a_vault_once()
    {
        using var world = new SignerWorld(withJournal: false);

        world.Operate(new CreateVault { MemoryKibibytes = 64 * 1024, Passes = 3, Token = [] }, "one horse", "two horses").ShouldFail("passphrase");
        world.Operate(new CreateVault { MemoryKibibytes = 64 * 1024, Passes = 3, Token = [] }, "letters", "letters").ShouldFail("passphrase");
        world.Operate(new CreateVault { MemoryKibibytes = 64 * 1024, Passes = 3, Token = [] }, "letters").ShouldFail("passphrase");
        world.Operate(new CreateVault { MemoryKibibytes = 64 * 1024, Passes = 3, Token = [] }).ShouldFail("passphrase");
        world.Operate(new CreateVault { MemoryKibibytes = 64 * 1024, Passes = 2, Token = [] }, "one").ShouldFail("invalid");
        world.Operate(new CreateVault { MemoryKibibytes = (64 * 1024) - 1, Passes = 3, Token = [] }, "one").ShouldFail("invalid");
        world.Operate(new CreateVault { MemoryKibibytes = uint.MaxValue, Passes = uint.MaxValue, Token = [] }, "one").ShouldFail("invalid");
        var header = world.Operate(new CreateVault { MemoryKibibytes = 64 * 1024, Passes = 3, Token = [] }, "one horse", "one horse").ShouldBeDone().First;
        world.Operate(new CreateVault { MemoryKibibytes = 64 * 1024, Passes = 3, Token = [] }, "one horse").ShouldFail("integrity");

        world.Operate(new Unlock { Header = header, Checkpoint = default }, "one horse").ShouldBeDone();
    }

    [Fact]
    public void Tells_how_it_stands_and_no_secret()
    {
        using var world = SignerWorld.Trading(out var bot, out var key);

        var status = world.Status();
        status.GetProperty("locked").GetBoolean().ShouldBeFalse();
        status.GetProperty("keys").GetInt32().ShouldBe(1);
        status.GetProperty("bots").GetInt32().ShouldBe(1);

        Describe(RecordKind.ExchangeKey, "main").ShouldContain("\"state\":\"active\",\"type\":\"ed25519\"");
        Describe(RecordKind.Bot, "grid").ShouldContain("\"key\":\"main\"");
        Describe(RecordKind.Bot, "nobody").ShouldContain("not-loaded");
        world.Revoke(RecordKind.Bot, "nobody").ShouldBeDone();
        Describe(RecordKind.Bot, "nobody").ShouldContain("revoked");

        string Describe(RecordKind kind, string name)
        {
            var told = world.Operate(new Describe { Kind = (byte)kind, Owner = "self"u8, Name = SignerWorld.Bytes(name) }).ShouldBeDone().FirstText;
            told.ShouldNotContain(bot.Secret);
            told.ShouldNotContain(bot.ApiKey);
            told.ShouldNotContain(key.ApiKey);
            return told;
        }
    }

    [Fact]
    public void Ends_the_conversation_with_an_operator_who_sends_no_request()
    {
        using var world = SignerWorld.Trading(out var bot);
        var peer = world.LinkOperator([]);
        peer.Send(new BotCall { Id = 1, Method = [], Path = [], Query = [], Body = [], ApiKey = [], TimeUnit = [], Source = [] });
        peer.ShouldEnd();

        world.Call(bot, "GET", "/api/v3/account").Word.ShouldBe("sent");
    }
}
