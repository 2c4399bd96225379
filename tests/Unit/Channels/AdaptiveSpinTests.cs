using Countersign.Channels;
using Countersign.Core.Frames;
using Countersign.Unit.Signer;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Channels;

public sealed class AdaptiveSpinTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMicroseconds(5);
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(1);

    private readonly ManualTime _time = new();
    private readonly AdaptiveSpin _spin;

    public AdaptiveSpinTests() => _spin = new AdaptiveSpin(_time);

    [Fact]
    public void Sleeps_at_once_until_several_packets_have_come_fast()
    {
        _spin.Begin().ShouldBeFalse();

        Take(count: 4, Soon);

        _spin.Begin().ShouldBeTrue();
    }

    [Fact]
    public void Sleeps_again_once_packets_come_late()
    {
        Take(count: 20, Soon);

        Take(count: 5, Late);

        _spin.Begin().ShouldBeFalse();
    }

    [Fact]
    public void Asks_for_a_moment_only_and_less_willingly_after_it_was_in_vain()
    {
        Take(count: 4, Soon);
        _spin.Begin();
        var asked = 0;
        while (_spin.GoOn())
        {
            _time.Advance(Soon);
            asked++;
        }

        asked.ShouldBeInRange(2, 10);
        _spin.Begin().ShouldBeFalse();
    }

    [Fact]
    public void Stops_for_a_while_when_someone_else_ran_on_the_core()
    {
        Take(count: 20, Soon);
        _spin.Begin();
        _spin.GoOn().ShouldBeTrue();

        _time.Advance(TimeSpan.FromMicroseconds(15));

        _spin.GoOn().ShouldBeFalse();
        Take(count: 900, Soon);
        _spin.Begin().ShouldBeFalse();
        Take(count: 200, Soon);
        _spin.Begin().ShouldBeTrue();
    }

    [Fact]
    public void A_reader_that_asks_takes_every_packet_and_sees_the_end()
    {
        var (one, other) = Channel.Pair();
        using var left = new Channel(one);
        using var right = new Channel(other);
        Take(count: 20, Soon);
        for (var id = 1UL; id <= 50; id++)
        {
            left.Send(new Settle { Id = id, Generation = 1 });
        }

        left.Close();
        var taken = new List<ulong>();
        ChannelReader.Run(right, (packet, _) => taken.Add(Frame.TryRead<Settle>(packet, out var settle) ? settle.Id : 0), _spin);

        taken.ShouldBe(Enumerable.Range(1, 50).Select(static id => (ulong)id));
    }

    private void Take(int count, TimeSpan after)
    {
        for (var i = 0; i < count; i++)
        {
            _spin.Begin();
            _time.Advance(after);
            _spin.End();
        }
    }
}
