using System.Diagnostics;
using System.Globalization;
using Countersign.Channels;
using Countersign.EndToEnd.Worlds;

namespace Countersign.EndToEnd.Confinement;

/// <summary>Runs an attack in a process that confined itself as one of ours, or not at all.</summary>
internal static class Attacker
{
    private const int BadSystemCall = 128 + 31;

    private static readonly Lock Starting = new();

    /// <summary>What came of it: <c>done</c>, the name of an error, <c>killed</c> by the filter, or <c>gone</c>: the process became another program.</summary>
    /// <param name="profile">signer, gateway, courier or none.</param>
    /// <param name="attack">A name of tests/Probed/Attacks.</param>
    /// <param name="argument">What it takes.</param>
    /// <param name="more">The signer's folders, or the gateway's port.</param>
    public static async Task<string> RunAsync(string profile, string attack, string argument, params IEnumerable<string> more)
    {
        var (ours, its) = Channel.Pair();
        using var control = ours;
        using var process = Start(its, profile, attack, argument, more);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output) switch
        {
            (BadSystemCall, "") => "killed",
            (0, "") => "gone",
            (0, var said) => said.TrimEnd('\n'),
            var (status, _) => throw new InvalidOperationException($"{profile}, {attack}: status {status}: {await error}"),
        };
    }

    private static Process Start(Descriptor its, string profile, string attack, string argument, IEnumerable<string> more)
    {
        // One at a time: another process started meanwhile would inherit this one's channel.
        lock (Starting)
        {
            using (its)
            {
                its.AllowInheritance(true);
                return Process.Start(new ProcessStartInfo(
                    Programs.Attacker, ["--control", its.Number.ToString(CultureInfo.InvariantCulture), profile, attack, argument, .. more])
                {
                    UseShellExecute = false,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                })!;
            }
        }
    }
}
