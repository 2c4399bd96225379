using Countersign.Courier;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Courier;

public sealed class ResolverWatchTests
{
    private readonly ManualTimers _time = new();
    private volatile bool _canRead = true;

    [Fact]
    public async Task Completes_when_the_file_cannot_be_read_any_more()
    {
        var replaced = ResolverWatch.ReplacedAsync(() => _canRead, _time, TestContext.Current.CancellationToken);
        (await _time.NextAsync()).Come();
        var second = await _time.NextAsync();
        replaced.IsCompleted.ShouldBeFalse();

        _canRead = false;
        second.Come();
        await replaced.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Does_not_complete_where_it_could_not_be_read_at_first()
    {
        _canRead = false;
        ResolverWatch.ReplacedAsync(() => _canRead, _time, TestContext.Current.CancellationToken).IsCompleted.ShouldBeFalse();
    }
}
