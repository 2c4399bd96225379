using Countersign.Cli.Commands;
using Countersign.Cli.Doctor.Findings;
using Countersign.Cli.Homes;
using Countersign.Cli.Supervision;
using Countersign.Cli.Users;

namespace Countersign.Cli.Doctor;

/// <summary>Starts the processes for the moment, locked and towards an exchange that is not there, to see how they would be confined.</summary>
internal static class DryStart
{
    // The discard port of this machine: the courier finds nobody, and nobody outside hears of it.
    private const string NoExchange = "http://127.0.0.1:9";
    private const string AnyPort = "127.0.0.1:0";

    /// <exception cref="CommandFailedException">They cannot be started, or another command uses the home.</exception>
    internal static async Task<IReadOnlyList<Finding>> RunAsync(CommandContext context)
    {
        using var homeLock = HomeLock.TryTake(context.Home) ?? throw new CommandFailedException(
            ExitCode.AlreadyRunning, "home-in-use", $"another command uses the home {context.Home.Folder}", "wait until it has ended, then try again");
        HomeOwnership.Prepare(context.Home, context.Users);
        using var supervisor = new Supervisor(
            [ChildProgram.Signer(context.Home.Journal, NoExchange), ChildProgram.Courier(NoExchange), ChildProgram.Gateway(AnyPort, NoExchange, [])],
            context.Users, TimeProvider.System, static _ => { });
        try
        {
            await supervisor.StartAsync(CancellationToken.None);
            return Isolation.Of(context, supervisor);
        }
        finally
        {
            await supervisor.StopAsync();
        }
    }
}
