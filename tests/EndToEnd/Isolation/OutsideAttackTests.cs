using System.Diagnostics;
using System.Globalization;
using Countersign.EndToEnd.Worlds;
using Shouldly;
using Xunit;

namespace Countersign.EndToEnd.Isolation;

/// <summary>
/// Attacks by other processes: those of the same user and, where the tests run as root, of the gateway's user and of a stranger. Each is
/// first shown to work on a process that is not confined.
/// </summary>
public sealed class OutsideAttackTests
{
    private const string CorePattern = "/proc/sys/kernel/core_pattern";

    private static readonly string[] Processes = ["signer", "gateway", "courier"];

    // Where Yama keeps one process of a user from another, it keeps it from every one, and the attacks do not work on a plain process either.
    private static readonly bool LetsTrace = !File.Exists("/proc/sys/kernel/yama/ptrace_scope") || File.ReadAllText("/proc/sys/kernel/yama/ptrace_scope").Trim() == "0";

    [Fact]
    public async Task Another_process_of_the_same_user_reads_and_traces_none_of_ours()
    {
        await using var household = await Household.OfPersonAsync();
        var plain = await household.StartPlainAsync(household.Owner);
        foreach (var attack in new[] { "trace", "read-process", "read-memory", "steal-descriptor" })
        {
            (await AttackAsync(household.Owner, attack, plain)).ShouldBe(LetsTrace ? "done" : "EPERM", $"{attack} on a process that is not confined");
            foreach (var name in Processes)
            {
                (await AttackAsync(household.Owner, attack, household.Up.ProcessIds()[name])).ShouldBeOneOf("EPERM", "EACCES");
            }
        }
    }

    [Fact]
    public async Task With_users_of_their_own_no_process_reaches_another_nor_does_a_stranger()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root starts processes as other users");
        await using var household = await Household.OfServerAsync();
        foreach (var attacker in new[] { OtherUser.Signer, OtherUser.Gateway, OtherUser.Courier, OtherUser.Stranger })
        {
            var plain = await household.StartPlainAsync(attacker);
            foreach (var attack in new[] { "trace", "read-process", "read-memory", "steal-descriptor", "signal" })
            {
                (await AttackAsync(attacker, attack, plain)).ShouldBe(LetsTrace || attack == "signal" ? "done" : "EPERM", $"{attack} by {attacker} on its own");
                foreach (var (name, processId) in household.Up.ProcessIds())
                {
                    var isItsOwn = attack == "signal" && name == NameOf(attacker);
                    (await AttackAsync(attacker, attack, processId)).ShouldBeOneOf(isItsOwn ? ["done"] : ["EPERM", "EACCES"]);
                }
            }

            foreach (var file in new[] { "vault.db", "journal/checkpoint", "run/up.json", "lock" })
            {
                var isItsOwn = file == "journal/checkpoint" && attacker == OtherUser.Signer;
                (await AttackAsync(attacker, "read-file", household.Up.ProcessIds()["signer"], Path.Combine(household.Place.Home, file))).ShouldBe(isItsOwn ? "done" : "EACCES", $"{file} by {attacker}");
            }
        }
    }

    [Fact]
    public async Task Debuggers_get_no_core_of_them()
    {
        await using var household = await Household.OfPersonAsync();
        var folder = Directory.CreateDirectory(Path.Combine(household.Place.Folder, "cores")).FullName;
        household.Place.GiveToUser();
        using var plain = Process.Start(OtherUser.Start(household.Owner, "sleep", "600"))!;
        try
        {
            _ = await GcoreAsync(household.Owner, folder, plain.Id);
            File.Exists(Path.Combine(folder, $"core.{plain.Id}")).ShouldBe(LetsTrace);
            foreach (var name in Processes)
            {
                var processId = household.Up.ProcessIds()[name];
                (await GcoreAsync(household.Owner, folder, processId)).ShouldContain("not permitted");
                File.Exists(Path.Combine(folder, $"core.{processId}")).ShouldBeFalse();
            }
        }
        finally
        {
            plain.Kill();
        }
    }

    [Fact]
    public async Task The_same_user_cannot_raise_the_limit_of_cores_again()
    {
        await using var household = await Household.OfPersonAsync();
        using var plain = Process.Start(OtherUser.Start(household.Owner, "sleep", "600"))!;
        (await RaiseCoreLimitAsync(household.Owner, plain.Id, "0")).ExitCode.ShouldBe(0, "it may set the limit of a plain process");
        plain.Kill();

        foreach (var name in Processes)
        {
            (await RaiseCoreLimitAsync(household.Owner, household.Up.ProcessIds()[name], "1")).ExitCode.ShouldNotBe(0);
        }
    }

    [Fact]
    public async Task A_crash_gives_no_core_to_a_handler_that_ignores_the_limit()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root says where cores go");
        await using var household = await Household.OfPersonAsync();
        var folder = Directory.CreateDirectory(Path.Combine(household.Place.Folder, "cores")).FullName;
        var pattern = await File.ReadAllTextAsync(CorePattern);
        await File.WriteAllTextAsync(CorePattern, $"|/bin/dd of={folder}/%p status=none");
        try
        {
            using var plain = Process.Start(OtherUser.Start(household.Owner, "sleep", "600"))!;
            await CrashAsync(plain.Id);
            await household.Up.UntilAsync(() => Task.FromResult(File.Exists(Path.Combine(folder, Text(plain.Id)))), "a core of a plain process");

            foreach (var name in Processes)
            {
                var processId = household.Up.ProcessIds()[name];
                await CrashAsync(processId);
                await household.Up.UntilAsync(() => Task.FromResult(household.Up.ProcessIds()[name] != processId), $"another {name}");
                File.Exists(Path.Combine(folder, Text(processId))).ShouldBeFalse(name);
            }
        }
        finally
        {
            await File.WriteAllTextAsync(CorePattern, pattern);
        }
    }

    [Fact]
    public async Task The_signer_keeps_its_secrets_in_memory_that_is_never_swapped()
    {
        await using var household = await Household.OfPersonAsync();
        var plain = await household.StartPlainAsync(household.Owner);

        LockedKibibytes(plain).ShouldBe(0);
        LockedKibibytes(household.Up.ProcessIds()["signer"]).ShouldBeGreaterThan(0);
    }

    private static Task<CommandResult> RaiseCoreLimitAsync(string? user, int processId, string limit) =>
        CommandLine.RunAsync(OtherUser.Start(user, "prlimit", "--pid", Text(processId), $"--core={limit}:{limit}"));

    private static async Task CrashAsync(int processId)
    {
        Signals.Send(processId, Signals.BadSystemCall);
        var clock = Stopwatch.StartNew();
        while (Signals.IsAlive(processId))
        {
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30), "it did not crash");
            await Task.Delay(20);
        }
    }

    private static async Task<string> GcoreAsync(string? user, string folder, int processId)
    {
        var result = await CommandLine.RunAsync(OtherUser.Start(user, "gcore", "-o", Path.Combine(folder, "core"), Text(processId)));
        return result.Output + result.Error;
    }

    private static async Task<string> AttackAsync(string? attacker, string attack, int processId, string? file = null)
    {
        var argument = attack switch
        {
            "read-process" => $"{processId}:{AddressIn(processId)}",
            "read-memory" => $"/proc/{processId}/mem",
            "read-file" => file!,
            _ => Text(processId),
        };
        return (await CommandLine.RunAsync(OtherUser.Start(attacker, Programs.Attacker, "--control", "0", "none", attack, argument))).Succeeded().Output.TrimEnd();
    }

    // Root tells the attacker where the memory is; where the tests run as somebody else, he has to guess.
    private static string AddressIn(int processId)
    {
        try
        {
            return File.ReadLines($"/proc/{processId}/maps").First().Split('-')[0];
        }
        catch (UnauthorizedAccessException)
        {
            return "400000";
        }
    }

    private static int LockedKibibytes(int processId) => int.Parse(
        File.ReadLines($"/proc/{processId}/status").Single(static line => line.StartsWith("VmLck:", StringComparison.Ordinal)).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);

    private static string NameOf(string user) => user switch
    {
        OtherUser.Signer => "signer",
        OtherUser.Gateway => "gateway",
        OtherUser.Courier => "courier",
        _ => "",
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
