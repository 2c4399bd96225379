using Shouldly;
using Xunit;

namespace Countersign.Unit.Signer.Journal;

/// <summary>The clock that budgets count by goes on only while the machine runs, and nobody's setting of the wall clock moves it.</summary>
public sealed class BudgetTimeTests
{
    private readonly JournalLife _life = new();

    [Fact]
    public void It_goes_on_with_the_machine_and_not_with_the_wall_clock()
    {
        var before = _life.Journal.BudgetTime;
        _life.Time.Advance(TimeSpan.FromSeconds(5));
        _life.Time.Step(TimeSpan.FromDays(400));
        _life.Journal.BudgetTime.ShouldBe(before + 5_000_000);
        _life.Time.Step(TimeSpan.FromDays(-800));
        _life.Journal.BudgetTime.ShouldBe(before + 5_000_000);
    }

    [Fact]
    public void It_goes_on_between_two_signers_of_one_boot()
    {
        _life.Time.Advance(TimeSpan.FromSeconds(5));
        _life.Append();
        var before = _life.Journal.BudgetTime;
        _life.Time.Advance(TimeSpan.FromHours(2));
        _life.Time.Step(TimeSpan.FromDays(-800));

        _life.StartOn(_life.Disk.AfterKill());

        _life.Journal.BudgetTime.ShouldBe(before + 7_200_000_000);
    }

    [Fact]
    public void It_stands_still_while_the_machine_is_off()
    {
        _life.Time.Advance(TimeSpan.FromSeconds(5));
        _life.Append();
        var before = _life.Journal.BudgetTime;
        _life.Time.Advance(TimeSpan.FromDays(30));
        _life.Boot = [16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1];

        _life.StartOn(_life.Disk.AfterKill());

        _life.Journal.BudgetTime.ShouldBe(before);
    }

    [Fact]
    public void A_boot_that_the_kernel_does_not_name_is_another_boot()
    {
        _life.Boot = new byte[16];
        _life.StartOn(_life.Disk.AfterKill());
        var before = _life.Journal.BudgetTime;
        _life.Time.Advance(TimeSpan.FromDays(30));

        _life.StartOn(_life.Disk.AfterKill());

        _life.Journal.BudgetTime.ShouldBe(before);
    }
}
