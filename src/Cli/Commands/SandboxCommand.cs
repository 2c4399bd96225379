using System.CommandLine;
using Countersign.Cli.Supervision;
using Countersign.Confinement;

namespace Countersign.Cli.Commands;

/// <summary><c>countersign sandbox</c>: the exchange to try things against. This process becomes it, so that signals and status are its own.</summary>
internal static class SandboxCommand
{
    internal static Command Build(SharedOptions shared)
    {
        var listen = new Option<string>("--listen")
        {
            Description = "loopback address and port; port 0 takes a free one", DefaultValueFactory = static _ => "127.0.0.1:8790",
        };
        var command = new Command("sandbox", "run a Binance-compatible exchange on loopback; further options: docs/sandbox.md")
        {
            listen,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, _) =>
        {
            string[] json = parsed.GetValue(shared.Json) ? ["--json"] : [];
            var program = ChildEnvironment.ProgramOf("Sandbox");
            Native.Execute(program, ["--listen", parsed.GetValue(listen)!, .. json, .. parsed.UnmatchedTokens], CleanEnvironment.Variables);
            throw new CommandFailedException(ExitCode.Failed, "not-started", $"{program} cannot be started");
        });
        return command;
    }
}
