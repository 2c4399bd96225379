using System.Text.Json;
using Countersign.Cli;
using Countersign.Cli.Commands;
using Countersign.Cli.Operating;
using Countersign.Cli.Supervision;
using Countersign.Cli.Terminal;
using Countersign.Signer;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Cli;

/// <summary>What is wrong is said before any process is started: these run in a home that holds nothing.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("key")]
    [InlineData("frobnicate")]
    [InlineData("key generate")]
    [InlineData("key generate name --type dsa")]
    [InlineData("key import name --type hmac")]
    [InlineData("bot add name --key main")]
    [InlineData("init --kdf-memory lots")]
    [InlineData("status --unknown")]
    [InlineData("init --kdf-memory 63")]
    [InlineData("init --kdf-passes 2")]
    [InlineData("init --exchange http://exchange.example")]
    [InlineData("key generate Main")]
    [InlineData("key generate ../main")]
    [InlineData("bot revoke UPPER")]
    [InlineData("status --owner Bob")]
    [InlineData("up --exchange ftp://127.0.0.1")]
    [InlineData("up --recv-window 0")]
    [InlineData("up --recv-window 5001")]
    public async Task Refuses_what_is_no_command(string line) => (await Run(line)).ShouldBe(ExitCode.Usage);

    [Theory]
    [InlineData("status")]
    [InlineData("unlock")]
    [InlineData("up")]
    [InlineData("key list")]
    [InlineData("bot list")]
    [InlineData("bot revoke name")]
    [InlineData("key generate name")]
    [InlineData("key activate name --api-key x")]
    public async Task Says_that_there_is_no_vault_yet(string line)
    {
        (await Run(line)).ShouldBe(ExitCode.NotInitialised);
        Directory.Exists(_folder.File("home")).ShouldBeFalse("a look at a home does not make it");
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("key --help")]
    [InlineData("key generate --help")]
    [InlineData("--version")]
    public async Task Helps(string line) => (await Run(line)).ShouldBe(ExitCode.Ok);

    [Theory]
    [InlineData("passphrase", ExitCode.Passphrase)]
    [InlineData("integrity", ExitCode.Integrity)]
    [InlineData("locked", ExitCode.Failed)]
    [InlineData("anything else", ExitCode.Failed)]
    internal void A_failure_of_the_signer_has_its_exit_status(string code, ExitCode expected)
    {
        var failure = new SignerFailure(code, "why").ToException();
        failure.ExitCode.ShouldBe(expected);
        failure.Code.ShouldBe(code);
        failure.Message.ShouldBe("why");
    }

    [Fact]
    public void Every_command_takes_the_shared_options()
    {
        var root = CommandLine.Build(new SharedOptions());
        foreach (var path in new[] { "init", "key list", "bot list", "up", "status", "unlock", "key generate n", "bot revoke n", "sandbox" })
        {
            root.Parse($"{path} --home /h --owner o --passphrase-file - --json").Errors.ShouldBeEmpty(path);
        }
    }

    [Fact]
    public void No_option_takes_a_secret()
    {
        var names = AllOptions(CommandLine.Build(new SharedOptions())).Distinct().ToList();
        names.ShouldContain("--passphrase-file");
        names.Where(name => (name.Contains("secret") || name.Contains("passphrase") || name.Contains("password")) && !name.EndsWith("-file", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public void An_error_for_machines_is_one_line_of_json()
    {
        var line = Output.ErrorLine(new CommandFailedException(ExitCode.NotInitialised, "not-initialised", "there is\nno vault", "make one"));
        line[..^1].ShouldNotContain((byte)'\n');
        using var json = JsonDocument.Parse(line);
        var said = json.RootElement.GetProperty("error");
        said.GetProperty("code").GetString().ShouldBe("not-initialised");
        said.GetProperty("message").GetString().ShouldBe("there is\nno vault");
        said.GetProperty("exitCode").GetInt32().ShouldBe(4);
        said.GetProperty("hint").GetString().ShouldBe("make one");
    }

    [Theory]
    [InlineData(null, 1000)]
    [InlineData(1, 1)]
    [InlineData(5000, 5000)]
    public void The_signer_understands_what_up_was_told(int? said, int understood)
    {
        foreach (var strict in new[] { true, false })
        {
            var program = ChildProgram.Signer("/journal", "live", new SignerChoices(said, strict));

            var settings = SignerSettings.Read([.. program.Arguments]).ShouldNotBeNull();
            settings.ReceiveWindow.ShouldBe(understood);
            settings.IsStrict.ShouldBe(strict);
        }
    }

    private static IEnumerable<string> AllOptions(System.CommandLine.Command command) =>
        command.Options.SelectMany(option => option.Aliases.Append(option.Name)).Concat(command.Subcommands.SelectMany(AllOptions));

    private async Task<ExitCode> Run(string line)
    {
        var arguments = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (ExitCode)await CommandLine.RunAsync([.. arguments, "--home", _folder.File("home")]);
    }
}
