using Shouldly;
using Xunit;

namespace Countersign.Unit.Signer;

/// <summary>The bot's time, the machine's and the exchange's.</summary>
public sealed class ClockTests : IDisposable
{
    private readonly SignerWorld _world;
    private readonly TestBot _bot;

    public ClockTests() => _world = SignerWorld.Trading(out _bot);

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(0, "", "sent")]
    [InlineData(999, "", "sent")]
    [InlineData(1000, "", "timestamp-ahead")]
    [InlineData(-5000, "", "sent")]
    [InlineData(-5001, "", "timestamp-too-old")]
    [InlineData(-101, "recvWindow=100&", "timestamp-too-old")]
    [InlineData(-100, "recvWindow=100&", "sent")]
    public void Judges_a_timestamp_as_the_exchange_does(int offset, string window, string word) =>
        Read($"{window}timestamp={_world.Now + offset}").ShouldBe(word);

    [Theory]
    [InlineData(-60_000, "sent")]
    [InlineData(-60_001, "timestamp-too-old")]
    public void Takes_no_receive_window_over_a_minute(int offset, string word)
    {
        _world.Time.Advance(TimeSpan.FromMinutes(5));
        Read($"recvWindow=60000&timestamp={_world.Now + offset}").ShouldBe(word);
        Read($"recvWindow=60001&timestamp={_world.Now}").ShouldBe("recv-window-too-long");
    }

    [Fact]
    public void Takes_microseconds() => Read($"timestamp={_world.Now}123").ShouldBe("sent");

    [Fact]
    public void Refuses_what_was_stamped_before_it_started()
    {
        // It started ten seconds ago, and what was stamped in its first second may have been signed by a life before it.
        var start = ManualTime.Start.ToUnixTimeMilliseconds();

        Read($"recvWindow=60000&timestamp={start - 1}").ShouldBe("timestamp-before-start");
        Read($"recvWindow=60000&timestamp={start + 999}").ShouldBe("timestamp-before-start");
        Read($"recvWindow=60000&timestamp={start + 1000}").ShouldBe("sent");
    }

    [Fact]
    public void Signs_nothing_before_the_exchange_s_clock_was_measured()
    {
        using var world = new SignerWorld();
        world.Unlock().ShouldBeDone();
        world.LinkGateway(1);
        world.LinkCourier(1);
        var bot = Load(world);

        world.Call(bot, "GET", "/api/v3/account").Word.ShouldBe("clock-apart");
        world.SyncCourier();
        world.Call(bot, "GET", "/api/v3/account").Word.ShouldBe("sent");
    }

    [Theory]
    [InlineData(999, "sent")]
    [InlineData(1001, "clock-apart")]
    [InlineData(-999, "sent")]
    [InlineData(-1001, "clock-apart")]
    public void Signs_nothing_while_the_clocks_are_more_than_a_second_apart(int milliseconds, string word)
    {
        _world.SyncCourier(TimeSpan.FromMilliseconds(milliseconds));
        Read($"timestamp={_world.Now}").ShouldBe(word);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public void Signs_nothing_after_a_step_of_the_clock_until_it_is_measured_again(int seconds)
    {
        _world.Time.Step(TimeSpan.FromSeconds(seconds));
        Read($"timestamp={_world.Now}").ShouldBe("clock-apart");

        _world.SyncCourier();
        _world.Time.Advance(TimeSpan.FromMilliseconds(1));
        Read($"timestamp={_world.Now}").ShouldBe("sent");
    }

    [Fact]
    public void A_small_step_of_the_clock_moves_no_stamp()
    {
        _world.Time.Step(TimeSpan.FromMilliseconds(600));
        _world.Call(_bot, "GET", "/api/v3/account").Sent!.Find("timestamp").ShouldBe($"{_world.Now - 600}");
    }

    private static TestBot Load(SignerWorld world)
    {
        var bot = world.Vault.Bot("grid", "main");
        world.Load(world.Vault.Key("main").Record).ShouldBeDone();
        world.Load(bot.Record).ShouldBeDone();
        return bot;
    }

    private string Read(string parameters) => _world.Ask(_bot, "GET", "/api/v3/account", _bot.Signed(parameters)).Word;
}
