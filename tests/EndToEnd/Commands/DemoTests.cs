using Countersign.EndToEnd.Worlds;
using Shouldly;
using Xunit;

namespace Countersign.EndToEnd.Commands;

/// <summary>The story that the README begins with, as the reader runs it.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task The_demo_goes_as_told_and_leaves_nothing()
    {
        using var place = new Place();
        var before = Ours();

        var demo = await CommandLine.RunAsync(CommandLine.Start(place, "demo"));

        demo.ExitCode.ShouldBe(0, demo.Output + demo.Error);
        Ours().Except(before).ShouldBeEmpty("processes are left");
        place.Litter().ShouldBeEmpty("files are left");
        Directory.Exists(place.Home).ShouldBeFalse();
    }

    /// <summary>Processes of this build that are alive.</summary>
    private static HashSet<string> Ours() =>
        [.. Directory.EnumerateDirectories("/proc").Where(static folder => int.TryParse(Path.GetFileName(folder), out _) && IsOurs(folder))];

    private static bool IsOurs(string folder)
    {
        try
        {
            return new FileInfo(Path.Combine(folder, "exe")).LinkTarget is { } program
                && program.StartsWith(Path.Combine(Programs.Root, "artifacts") + "/", StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
