using Countersign.Courier.Calls;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Courier;

public sealed class CancelRepliesTests
{
    private readonly SetTime _time = new();
    private readonly CancelReplies _replies;

    public CancelRepliesTests() => _replies = new CancelReplies(_time);

    [Fact]
    public void Keeps_a_reply_for_as_long_as_a_bot_may_repeat_and_no_longer()
    {
        var reply = Task.FromResult(Reply.UnknownOrder);
        _replies.Keep(1, 5, reply);

        _time.Now += TimeSpan.FromSeconds(62);
        _replies.Find(1, 5).ShouldBeSameAs(reply);
        _time.Now += TimeSpan.FromSeconds(4);
        _replies.Find(1, 5).ShouldBeNull();
    }

    [Fact]
    public void Another_life_of_the_signer_counts_anew()
    {
        _replies.Keep(1, 5, Task.FromResult(Reply.UnknownOrder));

        _replies.Find(2, 5).ShouldBeNull();
    }

    [Fact]
    public void The_oldest_go_when_there_are_too_many()
    {
        for (var i = 0UL; i <= CancelReplies.MaxKept + 1; i++)
        {
            _replies.Keep(1, i, Task.FromResult(Reply.UnknownOrder));
        }

        _replies.Find(1, 0).ShouldBeNull();
        (_replies.Find(1, CancelReplies.MaxKept) is not null).ShouldBeTrue();
    }
}
