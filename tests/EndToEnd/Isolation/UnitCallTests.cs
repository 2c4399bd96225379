using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Countersign.EndToEnd.Worlds;
using Shouldly;
using Xunit;

namespace Countersign.EndToEnd.Isolation;

/// <summary>The unit allows the system calls that its processes make, and not those that nobody but an attacker makes.</summary>
public sealed partial class UnitCallTests
{
    [Fact]
    public async Task Whatever_up_and_its_processes_ask_of_the_kernel_the_unit_allows()
    {
        using var place = new Place();
        var passphrase = place.Write("passphrase", "a passphrase for a test\n");
        (await CommandLine.RunAsync(CommandLine.Start(place, "init", "--kdf-memory", "64", "--passphrase-file", passphrase))).Succeeded();
        var allowed = await AllowedAsync();

        var trace = Path.Combine(place.Folder, "trace");
        var start = CommandLine.Start(place, ["-f", "-qq", "-o", trace, Programs.CommandLine, "up", "--json", "--listen", "127.0.0.1:0", "--exchange", "http://127.0.0.1:9", "--passphrase-file", passphrase]);
        start.FileName = "strace";
        using (var traced = Process.Start(start)!)
        {
            traced.StandardInput.Close();
            var error = traced.StandardError.ReadToEndAsync();
            (await traced.StandardOutput.ReadLineAsync()).ShouldNotBeNull(await Task.WhenAny(error, Task.Delay(0)) == error ? await error : "");
            (await CommandLine.RunAsync(CommandLine.Start(place, "key", "generate", "main", "--type", "rsa-2048", "--passphrase-file", passphrase))).Succeeded();
            (await CommandLine.RunAsync(new ProcessStartInfo("kill", [Pids(place)["supervisor"]!.ToString()]))).Succeeded();
            await traced.WaitForExitAsync();
        }

        var used = Calls().Matches(await File.ReadAllTextAsync(trace)).Select(static match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        used.Count.ShouldBeGreaterThan(60, "hardly anything was traced");
        used.Except(allowed, StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_an_attacker_would_ask_it_does_not_allow()
    {
        var allowed = await AllowedAsync();

        foreach (var call in new[]
        {
            "ptrace", "process_vm_readv", "process_vm_writev", "io_uring_setup", "bpf", "keyctl", "userfaultfd", "perf_event_open", "mount", "init_module",
            "kexec_load", "pivot_root", "swapon", "reboot", "settimeofday", "open_by_handle_at", "unshare", "setns",
        })
        {
            allowed.ShouldNotContain(call);
        }
    }

    private static JsonNode Pids(Place place) => JsonNode.Parse(File.ReadAllText(Path.Combine(place.Home, "run", "up.json")))!["pids"]!;

    private static async Task<HashSet<string>> AllowedAsync()
    {
        var allowed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in await File.ReadAllLinesAsync(Path.Combine(Programs.Root, "deploy", "countersign.service")))
        {
            if (!line.StartsWith("SystemCallFilter=", StringComparison.Ordinal))
            {
                continue;
            }

            var list = line["SystemCallFilter=".Length..];
            foreach (var word in list.TrimStart('~').Split(' '))
            {
                var calls = await ExpandAsync(word);
                if (list[0] == '~')
                {
                    allowed.ExceptWith(calls);
                }
                else
                {
                    allowed.UnionWith(calls);
                }
            }
        }

        return allowed;
    }

    private static async Task<IReadOnlySet<string>> ExpandAsync(string word)
    {
        if (word[0] != '@')
        {
            return new HashSet<string>(StringComparer.Ordinal) { word };
        }

        var calls = new HashSet<string>(StringComparer.Ordinal);
        var listed = (await CommandLine.RunAsync(new ProcessStartInfo("systemd-analyze", ["syscall-filter", "--no-pager", word]))).Succeeded().Output;
        foreach (var entry in listed.Split('\n').Skip(1).Select(static line => line.Trim()).Where(static line => line.Length > 0 && line[0] != '#'))
        {
            calls.UnionWith(await ExpandAsync(entry));
        }

        return calls;
    }

    // A line of strace: the process, then the call; one that was interrupted is written once more as "resumed".
    [GeneratedRegex(@"^[0-9]+ +(?<name>[a-z_0-9]+)\(", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Calls();
}
