using Countersign.EndToEnd.Sandbox;
using Countersign.EndToEnd.Worlds;
using Shouldly;
using Xunit;

namespace Countersign.EndToEnd.Commands;

/// <summary>The commands one after the other on a home without a running `up`, and the mistakes that people make with them.</summary>
public sealed class CommandTests
{
    [Fact]
    public async Task Commands_work_in_the_order_of_the_readme_before_anything_runs()
    {
        await using var sandbox = await SandboxProcess.StartAsync();
        using var place = new Place();
        var passphrase = place.Write("passphrase", "a passphrase for a test\n");
        var policy = place.Write("policy.json", World.Policy);

        // 1. Nothing is there yet.
        (await RunAsync(place, "status")).ExitCode.ShouldBe(4);
        (await RunAsync(place, "bot", "add", "grid", "--key", "main", "--policy", policy, "--passphrase-file", passphrase)).ExitCode.ShouldBe(4);
        var noTerminal = await RunAsync(place, "init", "--exchange", sandbox.Url);
        noTerminal.ExitCode.ShouldNotBe(0);
        noTerminal.Error.ShouldContain("--passphrase-file");

        // 2. A vault, once.
        var weak = await RunAsync(place, "init", "--exchange", sandbox.Url, "--kdf-memory", "8", "--passphrase-file", passphrase);
        weak.ExitCode.ShouldBe(2, weak.Error);
        (await RunAsync(place, "init", "--exchange", sandbox.Url, "--kdf-memory", "64", "--passphrase-file", passphrase)).Succeeded();
        (await RunAsync(place, "init", "--exchange", sandbox.Url, "--kdf-memory", "64", "--passphrase-file", passphrase)).ExitCode.ShouldBe(1);
        File.GetUnixFileMode(place.Home).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.EnumerateFiles(place.Home, "*", SearchOption.AllDirectories)
            .ShouldAllBe(static file => (File.GetUnixFileMode(file) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) == UnixFileMode.None);

        // 3. A key, made inside the signer. Its public half is the result, what to do with it is beside it.
        var wrong = await RunAsync(place, "key", "generate", "main", "--json", "--passphrase-file", place.Write("wrong", "another passphrase\n"));
        wrong.ExitCode.ShouldBe(3, wrong.Error);
        wrong.JsonError["code"]!.GetValue<string>().ShouldBe("passphrase");
        var key = (await RunAsync(place, "key", "generate", "main", "--passphrase-file", passphrase)).Succeeded();
        key.Output.ShouldStartWith("-----BEGIN PUBLIC KEY-----");
        key.Error.ShouldContain("key activate");
        var again = await RunAsync(place, "key", "generate", "main", "--json", "--passphrase-file", passphrase);
        again.ExitCode.ShouldBe(1);
        again.JsonError["code"]!.GetValue<string>().ShouldBe("name-taken");

        // 4. It is proven at the exchange: not before it is registered, and not with more permissions than a bot's key may have.
        await sandbox.Control.OpenAccountAsync("trader", ("USDT", "1000"));
        (await RunAsync(place, "key", "activate", "main", "--api-key", new string('A', 64), "--passphrase-file", passphrase)).ExitCode.ShouldBe(1);
        var registered = await sandbox.Control.CreateKeyAsync(
            "trader", "ed25519", key.Output, ["127.0.0.1"], "enableSpotAndMarginTrading", "enableWithdrawals");
        var tooMuch = await RunAsync(place, "key", "activate", "main", "--api-key", registered.ApiKey, "--json", "--passphrase-file", passphrase);
        tooMuch.ExitCode.ShouldBe(1);
        tooMuch.JsonError["code"]!.GetValue<string>().ShouldBe("permissions");
        await sandbox.Control.SetPermissionAsync(registered.ApiKey, "enableWithdrawals", isOn: false);
        (await RunAsync(place, "key", "activate", "main", "--api-key", registered.ApiKey, "--passphrase-file", passphrase)).Succeeded();

        // 5. A bot: every problem of its policy at once, then its credential, once.
        var bad = await RunAsync(place, "bot", "add", "grid", "--key", "main", "--passphrase-file", passphrase, "--policy", place.Write(
            "bad.json", """{"task":"spot-trading","orderTypes":["STOP_LOSS"],"symbols":{"btc":{"maxNotional":1}},"withdraw":true}"""));
        bad.ExitCode.ShouldBe(1);
        foreach (var problem in new[] { "orderTypes[0]", "symbols.btc", "maxNotional", "withdraw" })
        {
            bad.Error.ShouldContain(problem);
        }

        (await RunAsync(place, "bot", "add", "grid", "--key", "other", "--policy", policy, "--passphrase-file", passphrase)).ExitCode.ShouldBe(1);
        var bot = (await RunAsync(place, "bot", "add", "grid", "--key", "main", "--policy", policy, "--passphrase-file", passphrase)).Succeeded();
        var lines = bot.Output.TrimEnd().Split('\n').Select(static line => line.Split('=', 2)).ToDictionary(static pair => pair[0], static pair => pair[1], StringComparer.Ordinal);
        lines["BINANCE_API_KEY"].Length.ShouldBe(64);
        lines["BINANCE_API_SECRET"].Length.ShouldBe(64);

        // 6. Lists show no part of a key.
        foreach (var list in new[] { "key", "bot" })
        {
            foreach (var json in new string[][] { [], ["--json"] })
            {
                var listed = (await RunAsync(place, [list, "list", .. json])).Succeeded();
                listed.Output.ShouldContain(list == "key" ? "main" : "grid");
                foreach (var secret in new[] { registered.ApiKey, lines["BINANCE_API_KEY"], lines["BINANCE_API_SECRET"] })
                {
                    listed.Output.ShouldNotContain(secret[..8]);
                }
            }
        }

        // 7. Nothing runs; nothing was left.
        (await RunAsync(place, "status", "--json")).JsonError["exitCode"]!.GetValue<int>().ShouldBe(6);
        (await RunAsync(place, "unlock", "--passphrase-file", passphrase)).ExitCode.ShouldBe(6);
        (await RunAsync(place, "bot", "revoke", "grid")).Succeeded();
        (await RunAsync(place, "bot", "revoke", "nobody")).ExitCode.ShouldBe(1);
        place.Litter().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("key", "generate")]
    [InlineData("key", "generate", "UPPER")]
    [InlineData("key", "generate", "main", "--type", "dsa")]
    [InlineData("up", "--nonsense")]
    [InlineData("bot", "list", "--owner", "../other")]
    public async Task What_is_not_understood_has_a_status_of_its_own_and_a_hint(params string[] arguments)
    {
        using var place = new Place();
        var result = await RunAsync(place, arguments);

        result.ExitCode.ShouldBe(2, result.Error);
        result.Error.ShouldStartWith("countersign: error: ");
        result.Output.ShouldBeEmpty();
        Directory.Exists(place.Home).ShouldBeFalse();
    }

    [Theory]
    [InlineData("", 2, "countersign needs a command", "init, key, bot")]
    [InlineData("key", 2, "countersign key needs a command", "generate, activate, limit, import, use-token, list")]
    [InlineData("frobnicate", 2, "countersign does not know 'frobnicate'", "countersign --help")]
    [InlineData("key --frobnicate", 2, "countersign key does not know '--frobnicate'", "countersign key --help")]
    [InlineData("key import n --type dsa", 2, "argument 'dsa' not recognized", "key import --help")]
    [InlineData("key import n --type rsa --api-key A --secret-file - --passphrase-file -", 2, "standard input can be only one of", "name files")]
    [InlineData("bot add grid --key main --policy /no/such/file", 1, "there is no policy file /no/such/file", "docs/policy.md")]
    [InlineData("status", 4, "has no vault yet", "countersign init")]
    [InlineData("status --home ''", 2, "--home names no folder", "leave the option out")]
    [InlineData("init --exchange https://exchange.example/path", 2, "no user, path, query or fragment", "")]
    [InlineData("sandbox --listen 127.0.0.1", 2, "--listen needs an address and a port", "countersign sandbox [--listen")]
    public async Task Says_what_is_wrong_in_one_sentence_and_the_next_step(string line, int status, string wrong, string next)
    {
        using var place = new Place();
        var result = await RunAsync(place, [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static word => word == "''" ? "" : word), "--json"]);

        result.ExitCode.ShouldBe(status, result.Error);
        var message = result.JsonError["message"]!.GetValue<string>();
        message.ShouldContain(wrong);
        message.ShouldNotContain('\n');
        (result.JsonError["hint"]?.GetValue<string>() ?? "").ShouldContain(next);
    }

    [Fact]
    public async Task Says_that_the_port_of_up_is_taken()
    {
        await using var sandbox = await SandboxProcess.StartAsync();
        using var place = new Place();
        var passphrase = place.Write("passphrase", "a passphrase for a test\n");
        (await RunAsync(place, "init", "--exchange", sandbox.Url, "--kdf-memory", "64", "--passphrase-file", passphrase)).Succeeded();

        var taken = new Uri(sandbox.Url).Authority;
        var up = await RunAsync(place, "up", "--listen", taken, "--passphrase-file", passphrase);

        up.ExitCode.ShouldBe(1);
        up.Error.ShouldContain($"countersign: error: the gateway did not start: {taken} is in use by another program; choose another with --listen");
    }

    [Fact]
    public async Task A_running_countersign_tells_its_state()
    {
        await using var world = await World.StartAsync();

        var status = (await world.RunAsync("status", "--json")).Succeeded().Json;

        status["url"]!.GetValue<string>().ShouldBe(world.Up.Url);
        status["pids"]!.AsObject().Select(static pair => pair.Key).ShouldBe(["supervisor", "signer", "gateway", "courier"], ignoreOrder: true);
        status["signer"]!["locked"]!.GetValue<bool>().ShouldBeFalse();
        status["signer"]!["keys"]!.GetValue<int>().ShouldBe(1);
        status["signer"]!["bots"]!.GetValue<int>().ShouldBe(1);
        var forPeople = (await world.RunAsync("status")).Succeeded().Output;
        forPeople.ShouldContain(world.Up.Url);
        forPeople.ShouldContain("unlocked");
        (await world.RunAsync("key", "list")).Succeeded().Output.ShouldContain("active");
    }

    [Fact]
    public async Task Works_in_a_home_whose_path_is_longer_than_a_socket_name_may_be()
    {
        await using var sandbox = await SandboxProcess.StartAsync();
        using var place = new Place();
        var passphrase = place.Write("passphrase", "a passphrase for a test\n");
        string[] home = ["--home", Path.Combine(place.Folder, new string('a', 100), new string('b', 100)), "--passphrase-file", passphrase];
        (await RunAsync(place, ["init", "--exchange", sandbox.Url, "--kdf-memory", "64", .. home])).Succeeded();

        using var up = await UpProcess.StartAsync(place, "", ["--listen", "127.0.0.1:0", .. home]);
        (await RunAsync(place, ["status", .. home])).Succeeded().Output.ShouldContain(up.Url);
        (await up.StopAsync()).ShouldBe(0, up.Error);
    }

    [Theory]
    [InlineData("--listen", "0.0.0.0:0")]
    [InlineData("--exchange", "http://192.0.2.1:80")]
    public async Task Refuses_to_speak_plainly_beyond_loopback(string option, string value)
    {
        using var place = new Place();
        var passphrase = place.Write("passphrase", "a passphrase for a test\n");
        (await RunAsync(place, "init", "--exchange", "http://127.0.0.1:9", "--kdf-memory", "64", "--passphrase-file", passphrase)).Succeeded();

        var up = await RunAsync(place, "up", option, value, "--passphrase-file", passphrase);

        up.ExitCode.ShouldBeInRange(1, 2, up.Error);
        up.Error.ShouldContain("countersign: error: ");
        place.Litter().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_launcher_becomes_the_command()
    {
        using var place = new Place();
        var start = CommandLine.Start(place, "--help");
        start.FileName = Path.Combine(Programs.Root, "countersign");
        // It may have to build, with the packages that this user has.
        start.Environment["HOME"] = Environment.GetEnvironmentVariable("HOME");

        var help = (await CommandLine.RunAsync(start, patience: TimeSpan.FromMinutes(15))).Succeeded();

        help.Output.ShouldContain("demo");
        help.Output.ShouldContain("up");
        help.Error.ShouldBeEmpty();
    }

    private static Task<CommandResult> RunAsync(Place place, params string[] arguments) => CommandLine.RunAsync(CommandLine.Start(place, arguments));
}
