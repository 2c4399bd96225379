using System.Globalization;
using Countersign.Confinement.Measures;

namespace Countersign.Cli.Doctor.Findings;

/// <summary>What the machine does with memory and cores, and lets one process do to another of the same user.</summary>
/// <param name="files">The kernel's.</param>
/// <param name="processId">One of ours: whose limits and control group are looked at.</param>
internal sealed class MachineFindings(KernelFiles files, int processId)
{
    private const string Part = "machine";

    // The signer's arena with a thousand keys, OpenSSL's secure heap, and room for what is unlocked; also Debian's default for services.
    private const ulong NeededLocked = 8 * 1024 * 1024;

    /// <summary>Those on which the isolation of the processes rests.</summary>
    internal IEnumerable<Finding> All() => [Swap(), CorePattern(), PtraceScope(), LockedMemory()];

    private Finding Swap()
    {
        const string why = "what is written to swap stays on the disk, readable after the machine is off";
        const string remedy = "encrypt the swap, turn it off (swapoff -a, and out of /etc/fstab), or run the unit, which has MemorySwapMax=0";
        if (files.Read("/proc/swaps") is not { } swaps)
        {
            return new Finding(Part, "swap", MeasureState.Impossible, "the kernel has none", why, remedy);
        }

        var plain = swaps.Split('\n').Skip(1).Select(line => line.Split(' ', 2)[0]).Where(device => device.Length > 0 && !IsSafe(device)).ToArray();
        if (plain.Length == 0)
        {
            return new Finding(Part, "swap", MeasureState.On, swaps.Contains('\n', StringComparison.Ordinal) ? "encrypted, or compressed in memory" : "there is none", why, remedy);
        }

        return HasNoSwapOfItsGroup()
            ? new Finding(Part, "swap", MeasureState.On, "the service uses none", why, remedy)
            : new Finding(Part, "swap", MeasureState.Off, $"{string.Join(", ", plain)} is not encrypted", why, remedy);
    }

    private bool IsSafe(string device)
    {
        var name = Path.GetFileName(device.StartsWith("/dev/mapper/", StringComparison.Ordinal) ? NameOfMapped(Path.GetFileName(device)) : device);
        return name.StartsWith("zram", StringComparison.Ordinal) || IsEncrypted(name);
    }

    // Or what it is made of: a logical volume on an encrypted disk.
    private bool IsEncrypted(string name) =>
        files.Read($"/sys/class/block/{name}/dm/uuid")?.StartsWith("CRYPT-", StringComparison.Ordinal) == true
        || (files.List($"/sys/class/block/{name}/slaves").ToArray() is { Length: > 0 } below && Array.TrueForAll(below, IsEncrypted));

    private string NameOfMapped(string mapped) =>
        files.List("/sys/class/block").FirstOrDefault(name => files.Read($"/sys/class/block/{name}/dm/name") == mapped) ?? mapped;

    private bool HasNoSwapOfItsGroup() =>
        files.Read(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/cgroup"))?.Split('\n')
            .FirstOrDefault(line => line.StartsWith("0::", StringComparison.Ordinal)) is { } line
        && files.Read($"/sys/fs/cgroup{line[3..]}/memory.swap.max") == "0";

    private Finding CorePattern()
    {
        const string why = "a program that takes cores is given memory even where the limit of core files is zero";
        const string remedy = "sysctl kernel.core_pattern=core, or remove the handler's package";
        var pattern = files.Read("/proc/sys/kernel/core_pattern");
        return pattern switch
        {
            null => new Finding(Part, "core-handler", MeasureState.Impossible, "the kernel writes no cores", why, remedy),
            ['|', .. var handler] => new Finding(Part, "core-handler", MeasureState.Off, $"cores go to {handler.Split(' ')[0]}", why, remedy),
            _ => new Finding(Part, "core-handler", MeasureState.On, "cores go to files only", why, remedy),
        };
    }

    private Finding PtraceScope()
    {
        const string why = "a program of the same user could trace a command in the moment before it has closed itself";
        const string remedy = "install deploy/countersign.sysctl.conf in /etc/sysctl.d, or: sysctl kernel.yama.ptrace_scope=1";
        return files.Read("/proc/sys/kernel/yama/ptrace_scope") switch
        {
            null => new Finding(Part, "ptrace-scope", MeasureState.Impossible, "no Yama in this kernel", why, remedy),
            "0" => new Finding(Part, "ptrace-scope", MeasureState.Off, "any process of the same user", why, remedy),
            var scope => new Finding(Part, "ptrace-scope", MeasureState.On, $"scope {scope}", why, remedy),
        };
    }

    private Finding LockedMemory()
    {
        const string why = "beyond the limit, memory for secrets is refused or not locked";
        const string remedy = "LimitMEMLOCK=64M in the unit, ulimit -l 65536 in the shell, or a line in /etc/security/limits.conf";
        return files.Limit(processId, "Max locked memory") switch
        {
            null => new Finding(Part, "locked-memory-limit", MeasureState.Impossible, "the limit cannot be seen", why, remedy),
            ulong.MaxValue => new Finding(Part, "locked-memory-limit", MeasureState.On, "unlimited", why, remedy),
            { } limit => new Finding(
                Part, "locked-memory-limit", limit >= NeededLocked ? MeasureState.On : MeasureState.Off,
                string.Create(CultureInfo.InvariantCulture, $"{limit / 1024} KiB; {NeededLocked / 1024} are needed"), why, remedy),
        };
    }
}
