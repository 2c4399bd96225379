using System.Diagnostics;
using System.Globalization;
using Countersign.EndToEnd.Worlds;
using Shouldly;
using Xunit;

namespace Countersign.EndToEnd.Isolation;

/// <summary>The files of deploy/, judged by systemd's own tools. Nothing is installed, and no systemd has to run.</summary>
public sealed class UnitFileTests
{
    private static readonly string Folder = Path.Combine(Programs.Root, "deploy");
    private static readonly string Unit = Path.Combine(Folder, "countersign.service");

    [Fact]
    public async Task The_unit_is_exposed_no_more_than_its_guide_says()
    {
        var judged = (await RunAsync("systemd-analyze", "security", "--offline=true", "--no-pager", Unit)).Succeeded().Output;
        var level = judged.Split('\n').Single(static line => line.Contains("Overall exposure level", StringComparison.Ordinal)).Split(':')[1].Trim().Split(' ')[0];

        (await File.ReadAllTextAsync(Path.Combine(Programs.Root, "docs", "operators-guide.md"))).ShouldContain($"exposure level of **{level}**");
        var threshold = ((int)(decimal.Parse(level, CultureInfo.InvariantCulture) * 10)).ToString(CultureInfo.InvariantCulture);
        (await RunAsync("systemd-analyze", "security", "--offline=true", "--no-pager", "--threshold=" + threshold, Unit)).ExitCode.ShouldBe(0);
        decimal.Parse(level, CultureInfo.InvariantCulture).ShouldBeLessThan(3m);
    }

    [Fact]
    public async Task Systemd_understands_every_line_of_the_unit()
    {
        using var place = new Place();
        var unit = Path.Combine(place.Folder, "countersign.service");
        await File.WriteAllTextAsync(unit, (await File.ReadAllTextAsync(Unit)).Replace("/opt/countersign/artifacts/bin/Cli/release/Countersign.Cli", Programs.CommandLine, StringComparison.Ordinal)
            .Replace("/opt/countersign", Programs.Root, StringComparison.Ordinal));

        (await RunAsync("systemd-analyze", "verify", "--man=no", unit)).Succeeded().Error.ShouldBeEmpty();

        await File.AppendAllTextAsync(unit, "[Service]\nProtectSistem=strict\n");
        (await RunAsync("systemd-analyze", "verify", "--man=no", unit)).Error.ShouldContain("ProtectSistem");
    }

    [Fact]
    public async Task The_users_and_the_home_are_made()
    {
        using var place = new Place();
        Directory.CreateDirectory(Path.Combine(place.Folder, "etc"));
        (await RunAsync("systemd-sysusers", "--root=" + place.Folder, Path.Combine(Folder, "countersign.sysusers.conf"))).Succeeded();

        var users = (await File.ReadAllLinesAsync(Path.Combine(place.Folder, "etc/passwd"))).Select(static line => line.Split(':')).ToArray();
        users.Select(static user => user[0]).Where(static name => name.StartsWith("countersign-", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .ShouldBe(["countersign-courier", "countersign-gateway", "countersign-signer"]);
        users.Where(static user => user[0].StartsWith("countersign-", StringComparison.Ordinal)).ShouldAllBe(static user => user[6] == "/usr/sbin/nologin");

        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root gives a folder to another user");
        (await RunAsync("systemd-tmpfiles", "--root=" + place.Folder, "--create", Path.Combine(Folder, "countersign.tmpfiles.conf"))).Succeeded();
        File.GetUnixFileMode(Path.Combine(place.Folder, "var/lib/countersign"))
            .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute);
    }

    private static Task<CommandResult> RunAsync(string program, params string[] arguments) =>
        CommandLine.RunAsync(new ProcessStartInfo(program, arguments));
}
