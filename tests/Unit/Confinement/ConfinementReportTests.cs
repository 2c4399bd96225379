using Countersign.Confinement.Measures;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Confinement;

public sealed class ConfinementReportTests
{
    [Fact]
    public void Is_read_as_it_was_written()
    {
        var report = new ConfinementReport([.. Enum.GetValues<MeasureName>().Select(static (name, at) => new Measure(name, (MeasureState)(at % 3), $"detail {at}"))]);

        ConfinementReport.TryRead(report.Write(), out var read).ShouldBeTrue();
        read.Measures.ShouldBe(report.Measures);
        read.Off.ShouldBe(report.Measures.Where(static measure => measure.State == MeasureState.Off));
        read.Impossible.ShouldBe(report.Measures.Where(static measure => measure.State == MeasureState.Impossible));
    }

    [Fact]
    public void Of_nothing_is_empty()
    {
        ConfinementReport.TryRead("", out var read).ShouldBeTrue();
        read.Measures.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("files on")]
    [InlineData("files on \nfiles on \n")]
    [InlineData("files On \n")]
    [InlineData("Files on \n")]
    [InlineData("files on detail")]
    [InlineData("files on a\u001b[31mb\n")]
    [InlineData("\n")]
    [InlineData("everything on \n")]
    public void Is_refused_where_it_is_not_in_its_own_words(string text) => ConfinementReport.TryRead(text, out _).ShouldBeFalse();

    [Fact]
    public void Every_measure_says_why_it_matters_and_how_to_turn_it_on()
    {
        foreach (var name in Enum.GetValues<MeasureName>())
        {
            var measure = new Measure(name, MeasureState.Off);
            measure.Why.ShouldNotBeEmpty();
            measure.Remedy.ShouldNotBeEmpty();
            measure.Key.ShouldAllBe(static letter => char.IsAsciiLetterLower(letter) || letter == '-');
        }
    }
}
