using System.Collections.Concurrent;
using System.IO.Pipes;
using Countersign.Channels;
using Countersign.Core.Frames;
using Countersign.Core.Records;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Signer;

/// <summary>Taking a record out of use: no passphrase, at once, for ever.</summary>
public sealed class RevocationTests
{
    [Fact]
    public void Stops_a_bot_at_once_and_for_ever()
    {
        using var world = SignerWorld.Trading(out var bot);
        world.Call(bot, "GET", "/api/v3/account").Word.ShouldBe("sent");

        world.Revoke(RecordKind.Bot, bot.Name).ShouldBeDone();

        world.Call(bot, "GET", "/api/v3/account").Word.ShouldBe("unknown-bot");
        world.Load(bot.Record).ShouldFail("revoked");
        world.Load(world.Vault.Bot(bot.Name, "main", version: 2).Record).ShouldFail("revoked");
        world.Call(bot, "GET", "/api/v3/account").Word.ShouldBe("unknown-bot");
        world.Revoke(RecordKind.Bot, bot.Name).ShouldBeDone();
    }

    [Fact]
    public void Stops_every_bot_of_a_key_at_once()
    {
        using var world = SignerWorld.Trading(out var bot, out var key);

        world.Revoke(RecordKind.ExchangeKey, key.Name).ShouldBeDone();

        world.Call(bot, "GET", "/api/v3/account").Word.ShouldBe("key-not-active");
        world.Load(world.Vault.Seal(key, version: 2).Record).ShouldFail("revoked");
    }

    [Fact]
    public void Works_while_locked_and_holds_after_unlocking()
    {
        using var world = new SignerWorld();
        var key = world.Vault.Key("main");
        var bot = world.Vault.Bot("grid", "main");

        world.Revoke(RecordKind.Bot, "grid").ShouldBeDone();
        world.Unlock().ShouldBeDone();

        world.Load(key.Record).ShouldBeDone();
        world.Load(bot.Record).ShouldFail("revoked");
    }

    [Fact]
    public void Keys_and_bots_have_names_of_their_own()
    {
        using var world = SignerWorld.Trading(out var bot);

        world.Revoke(RecordKind.ExchangeKey, bot.Name).ShouldBeDone();
        world.Revoke(RecordKind.Bot, "main").ShouldBeDone();

        world.Call(bot, "GET", "/api/v3/account").Word.ShouldBe("sent");
    }

    [Theory]
    [InlineData(0, "grid")]
    [InlineData(3, "grid")]
    [InlineData(2, "")]
    [InlineData(2, "../grid")]
    public void Refuses_what_is_no_name(byte kind, string name)
    {
        using var world = new SignerWorld();
        world.Revoke((RecordKind)kind, name).ShouldFail("invalid");
    }

    [Fact]
    public void Does_not_wait_for_an_operator_who_sits_before_a_passphrase_prompt()
    {
        using var world = SignerWorld.Trading(out var bot);
        var told = new BlockingCollection<Packet>();
        var other = world.LinkOperator(told);
        using var keyboard = new AnonymousPipeServerStream(PipeDirection.Out);
        var descriptor = Descriptor.Duplicate((int)keyboard.ClientSafePipeHandle.DangerousGetHandle());
        keyboard.DisposeLocalCopyOfClientHandle();
        world.BeginWith(new Unlock { Header = world.Vault.Header, Checkpoint = default }, descriptor);
        descriptor.Dispose();

        other.Send(new Revoke { Kind = (byte)RecordKind.Bot, Owner = "self"u8, Name = "grid"u8 });
        told.TryTake(out var answer, Patience.Limit).ShouldBeTrue("the revocation waits");
        Told.From(answer!.Bytes).ShouldBeDone();
        world.Call(bot, "GET", "/api/v3/account").Word.ShouldBe("unknown-bot");

        keyboard.Write("wrong\n"u8);
        keyboard.Dispose();
        world.Answer().ShouldFail("passphrase");
    }

    [Fact]
    public void Wins_over_loading_at_the_same_time()
    {
        using var world = SignerWorld.Trading(out _);
        var told = new BlockingCollection<Packet>();
        var other = world.LinkOperator(told);
        for (var i = 0; i < 100; i++)
        {
            var bot = world.Vault.Bot($"race-{i}", "main");
            other.Send(new Revoke { Kind = (byte)RecordKind.Bot, Owner = "self"u8, Name = SignerWorld.Bytes(bot.Name) });
            world.Begin(new LoadRecord { Record = bot.Record });
            told.TryTake(out var answer, Patience.Limit).ShouldBeTrue();
            Told.From(answer!.Bytes).ShouldBeDone();
            world.Answer();

            world.Call(bot, "GET", "/api/v3/account").Word.ShouldBe("unknown-bot");
        }
    }

    [Trait("Speed", "Slow")]
    [Fact]
    public void Keeps_signing_for_the_others_while_keys_and_bots_come_and_go()
    {
        using var world = SignerWorld.Trading(out var bot);
        var told = new BlockingCollection<Packet>();
        var other = world.LinkOperator(told);
        for (ulong version = 2; version < 200; version++)
        {
            other.Send(new LoadRecord { Record = world.Vault.Key("main", version: version).Record });
            world.Time.Advance(TimeSpan.FromMilliseconds(1));
            world.Call(bot, "GET", "/api/v3/account").Word.ShouldBeOneOf("sent", "key-not-active");
        }

        for (var version = 2; version < 200; version++)
        {
            told.TryTake(out var answer, Patience.Limit).ShouldBeTrue();
            Told.From(answer!.Bytes).ShouldBeDone();
        }

        world.Time.Advance(TimeSpan.FromMilliseconds(1));
        world.Call(bot, "GET", "/api/v3/account").Word.ShouldBe("sent");
    }
}
