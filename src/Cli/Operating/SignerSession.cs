using Countersign.Channels;
using Countersign.Cli.Commands;
using Countersign.Cli.Homes;
using Countersign.Cli.Supervision;
using Countersign.Cli.Users;
using Countersign.Core.Frames;
using Countersign.Core.Names;
using Countersign.Vault;

namespace Countersign.Cli.Operating;

/// <summary>A conversation with the home's signer: the running one, or one that is started for the moment and ends with the session.</summary>
internal sealed class SignerSession : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(50);

    private readonly Supervisor? _moment;
    private readonly HomeLock? _lock;

    private SignerSession(Channel channel, Supervisor? moment, HomeLock? homeLock) =>
        (Signer, _moment, _lock) = (new OperatorChannel(channel), moment, homeLock);

    internal OperatorChannel Signer { get; }

    /// <summary>True when this is the signer that bots use, so that what changes has to reach it.</summary>
    internal bool IsRunning => _moment is null;

    /// <summary>The running signer; null when none runs.</summary>
    internal static SignerSession? TryConnect(Home home) =>
        OperatorSocket.TryConnect(home.OperatorSocket) is { } channel ? new SignerSession(channel, moment: null, homeLock: null) : null;

    /// <summary>The running signer, or one for the moment, whose journal goes on from what the vault has seen.</summary>
    /// <param name="context">On which home, and who a signer for the moment runs as.</param>
    /// <param name="exchange">What a signer for the moment is for.</param>
    /// <param name="withCourier">True when it has to ask the exchange something.</param>
    /// <exception cref="CommandFailedException">Neither can be had.</exception>
    internal static async Task<SignerSession> OpenAsync(CommandContext context, Exchange exchange, bool withCourier)
    {
        var session = await OpenUncheckedAsync(context, exchange, withCourier);
        try
        {
            // What is sealed on top of an older journal would make it the newer one.
            using var vault = SqliteVault.Open(context.Home.VaultFile);
            return session.Signer.Ask(new JournalSeen { Checkpoint = vault.ReadCheckpoint() }) is { } failure ? throw failure.ToException() : session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>The same with whatever journal there is: for what only tightens, and for accepting its loss.</summary>
    /// <exception cref="CommandFailedException">Neither can be had.</exception>
    internal static async Task<SignerSession> OpenUncheckedAsync(CommandContext context, Exchange exchange, bool withCourier)
    {
        var home = context.Home;
        var time = TimeProvider.System;
        var since = time.GetTimestamp();
        var hasSaid = false;
        do
        {
            if (TryConnect(home) is { } session)
            {
                return session;
            }

            if (HomeLock.TryTake(home) is { } homeLock)
            {
                return await StartAsync(context, exchange, withCourier, homeLock);
            }

            if (!hasSaid && time.GetElapsedTime(since) > Silence)
            {
                // Nobody is asked for a passphrase meanwhile, and what is typed now would show.
                Terminal.Output.Notice($"waiting for another command that uses the home {home.Folder}");
                hasSaid = true;
            }

            await Task.Delay(BetweenTries);
        }
        while (time.GetElapsedTime(since) < Patience);
        throw new CommandFailedException(
            ExitCode.AlreadyRunning, "home-in-use", $"another command uses the home {home.Folder}", "wait until it has ended, then try again");
    }

    public async ValueTask DisposeAsync()
    {
        Signer.Dispose();
        if (_moment is not null)
        {
            await _moment.StopAsync();
            _moment.Dispose();
        }

        _lock?.Dispose();
    }

    private static async Task<SignerSession> StartAsync(CommandContext context, Exchange exchange, bool withCourier, HomeLock homeLock)
    {
        var signer = ChildProgram.Signer(context.Home.Journal, exchange.Value, tokens: Settings.Read(context.Home).Token);
        ChildProgram[] programs = withCourier ? [signer, ChildProgram.Courier(exchange.Value)] : [signer];
        var moment = new Supervisor(programs, context.Users, TimeProvider.System, Terminal.Output.Notice);
        var (ours, its) = Channel.Pair();
        var session = new SignerSession(new Channel(ours), moment, homeLock);
        try
        {
            HomeOwnership.Prepare(context.Home, context.Users);
            await moment.StartAsync(CancellationToken.None);
            using (its)
            {
                moment.TryLinkOperator(its);
            }

            return session;
        }
        catch (CommandFailedException)
        {
            await session.DisposeAsync();
            throw;
        }
    }
}
