using Countersign.Courier.Links;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Courier;

public sealed class NoticesTests
{
    [Fact]
    public void Says_once_that_the_exchange_is_gone_and_once_that_it_is_back()
    {
        using var output = new StringWriter();
        var notices = new Notices(output);

        foreach (var reachable in new[] { true, false, false, true, true })
        {
            notices.Note(reachable);
        }

        var lines = output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(2);
        lines[0].ShouldContain("does not answer");
        lines[1].ShouldContain("answers again");
    }
}
