using System.CommandLine;
using Countersign.Cli.Commands;
using Countersign.Cli.Supervision;
using Countersign.Cli.Terminal;

namespace Countersign.Cli.Demo;

/// <summary><c>countersign demo</c>: a bot trades and a thief fails, on an exchange that is only here. Leaves no process and no file.</summary>
internal static class DemoCommand
{
    internal static Command Build(SharedOptions shared)
    {
        var command = new Command("demo", "watch a bot trade through Countersign, and a thief fail with its stolen .env");
        shared.Bind(command, (context, _) => RunAsync(context.Json));
        return command;
    }

    private static async Task<ExitCode> RunAsync(bool asJson)
    {
        using var stop = new StopSignal();
        var folder = Directory.CreateTempSubdirectory("countersign-demo-").FullName;
        try
        {
            using var stage = new Stage(folder);
            var story = new Story(stage, new Teller(quiet: asJson));
            var ending = await story.RunAsync(stop.Token);
            if (asJson)
            {
                Output.Json(ending.WriteTo);
            }

            return ExitCode.Ok;
        }
        catch (DemoFailedException failure)
        {
            throw new CommandFailedException(
                ExitCode.Failed, "demo", $"the demonstration did not go as told: {failure.Message}", "run it again; ./test tells more");
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            throw new CommandFailedException(ExitCode.Failed, "stopped", "the demonstration was stopped");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
