using Countersign.Cli.Doctor.Findings;
using Countersign.Confinement.Measures;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Doctor;

public sealed class MachineFindingsTests : IDisposable
{
    private const string NoSwap = "Filename\tType\tSize\tUsed\tPriority\n";
    private const string Limits = "Limit                     Soft Limit           Hard Limit           Units     \nMax locked memory         8388608              8388608              bytes     \n";

    private readonly string _root = Directory.CreateTempSubdirectory("countersign-unit-").FullName;

    [Theory]
    [InlineData(NoSwap, MeasureState.On)]
    [InlineData(NoSwap + "/dev/zram0 partition 100 0 -2\n", MeasureState.On)]
    [InlineData(NoSwap + "/dev/dm-1 partition 100 0 -2\n", MeasureState.On)]
    [InlineData(NoSwap + "/dev/mapper/swap partition 100 0 -2\n", MeasureState.On)]
    [InlineData(NoSwap + "/dev/dm-2 partition 100 0 -2\n", MeasureState.On)]
    [InlineData(NoSwap + "/dev/sda2 partition 100 0 -2\n", MeasureState.Off)]
    [InlineData(NoSwap + "/dev/zram0 partition 100 0 -2\n/swapfile file 100 0 -3\n", MeasureState.Off)]
    public void Swap_is_judged_by_what_it_is_written_to(string swaps, MeasureState expected)
    {
        Write("proc/swaps", swaps);
        Write("sys/class/block/dm-1/dm/uuid", "CRYPT-LUKS2-0123-swap\n");
        Write("sys/class/block/dm-1/dm/name", "swap\n");
        Write("sys/class/block/dm-2/dm/uuid", "LVM-0123\n");
        Write("sys/class/block/dm-2/slaves/dm-1", "");
        Write("sys/class/block/sda2/size", "1\n");

        Of("swap").State.ShouldBe(expected);
    }

    [Theory]
    [InlineData("0\n", MeasureState.On)]
    [InlineData("max\n", MeasureState.Off)]
    public void A_service_without_swap_needs_no_encrypted_one(string most, MeasureState expected)
    {
        Write("proc/swaps", NoSwap + "/dev/sda2 partition 100 0 -2\n");
        Write("proc/7/cgroup", "0::/system.slice/countersign.service\n");
        Write("sys/fs/cgroup/system.slice/countersign.service/memory.swap.max", most);

        Of("swap").State.ShouldBe(expected);
    }

    [Theory]
    [InlineData("core\n", MeasureState.On)]
    [InlineData("|/usr/lib/systemd/systemd-coredump %P\n", MeasureState.Off)]
    [InlineData(null, MeasureState.Impossible)]
    public void A_program_that_takes_cores_is_named(string? pattern, MeasureState expected)
    {
        Write("proc/sys/kernel/core_pattern", pattern);

        Of("core-handler").State.ShouldBe(expected);
    }

    [Theory]
    [InlineData("0\n", MeasureState.Off)]
    [InlineData("1\n", MeasureState.On)]
    [InlineData(null, MeasureState.Impossible)]
    public void What_the_kernel_has_not_is_impossible_and_not_off(string? scope, MeasureState expected)
    {
        Write("proc/sys/kernel/yama/ptrace_scope", scope);

        Of("ptrace-scope").State.ShouldBe(expected);
    }

    [Theory]
    [InlineData(Limits, MeasureState.On)]
    [InlineData("Max locked memory         65536              65536              bytes     \n", MeasureState.Off)]
    [InlineData("Max locked memory         unlimited            unlimited            bytes     \n", MeasureState.On)]
    public void The_limit_of_locked_memory_is_held_against_what_is_needed(string limits, MeasureState expected)
    {
        Write("proc/7/limits", limits);

        Of("locked-memory-limit").State.ShouldBe(expected);
    }

    [Fact]
    public void Each_says_why_it_matters_and_how_it_is_turned_on() =>
        new MachineFindings(new KernelFiles(_root), 7).All().ShouldAllBe(finding => finding.Why.Length > 0 && finding.Remedy.Length > 0);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private Finding Of(string name) => new MachineFindings(new KernelFiles(_root), 7).All().Single(finding => finding.Name == name);

    private void Write(string path, string? text)
    {
        if (text is not null)
        {
            var file = Path.Combine(_root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
    }
}
