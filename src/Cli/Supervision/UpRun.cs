using System.Text.Json;
using Countersign.Channels;
using Countersign.Cli.Commands;
using Countersign.Cli.Doctor;
using Countersign.Cli.Homes;
using Countersign.Cli.Operating;
using Countersign.Cli.Terminal;
using Countersign.Core.Frames;
using Countersign.Core.Names;
using Countersign.Vault;

namespace Countersign.Cli.Supervision;

/// <summary>One <c>up</c>, from its start to its stop: the processes, the door for operators, and the records in the signer.</summary>
internal sealed class UpRun : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(20);

    private readonly CommandContext _context;
    private readonly Home _home;
    private readonly bool _isIsolationRequired;
    private readonly Exchange _exchange;
    private readonly PassphraseSource _passphrase;
    private readonly string[] _tls;
    private readonly Supervisor _supervisor;
    private readonly Lock _upFileGate = new();

    /// <param name="context">The caller holds the lock of its home; its passphrase unlocks the signer, also after a restart where it can be read again.</param>
    /// <param name="exchange">What is traded at.</param>
    /// <param name="listen">Address and port of the gateway.</param>
    /// <param name="tls">The gateway's options for TLS.</param>
    /// <param name="choices">How the signer works.</param>
    /// <param name="isIsolationRequired">Nothing may be off that could be on.</param>
    internal UpRun(CommandContext context, Exchange exchange, string listen, string[] tls, SignerChoices choices, bool isIsolationRequired)
    {
        (_context, _home, _exchange, _passphrase, _tls) = (context, context.Home, exchange, context.Passphrase, tls);
        _isIsolationRequired = isIsolationRequired;
        _supervisor = new Supervisor(
            [
                ChildProgram.Signer(_home.Journal, exchange.Value, choices, Settings.Read(_home).Token),
                ChildProgram.Courier(exchange.Value),
                ChildProgram.Gateway(listen, exchange.Value, tls),
            ],
            context.Users,
            TimeProvider.System,
            Output.Notice);
    }

    /// <summary>Runs until it is told to stop, which is no failure.</summary>
    /// <param name="ready">Called once, when bots may come.</param>
    /// <param name="stop">Ctrl-C or SIGTERM.</param>
    /// <exception cref="CommandFailedException">It cannot start, or a process does not stay alive.</exception>
    internal async Task RunAsync(Action<UpFile> ready, CancellationToken stop)
    {
        try
        {
            // 1. the processes, joined
            await _supervisor.StartAsync(stop);
            var url = KeepGatewayAt();

            // 2. before anything secret arrives
            Isolation.Report(Isolation.Of(_context, _supervisor), _isIsolationRequired);

            // 3. operators may come, also to unlock a signer that nobody has unlocked
            using var door = OperatorDoor.Open(_home, _supervisor, Output.Notice);

            // 4. the records into the signer
            await Task.Run(Unlock, stop).WaitAsync(stop);
            _supervisor.Restarted = OnRestarted;
            _supervisor.JournalGrown = Remember;

            // 5. what orders are judged by: an exchange that does not answer keeps nobody from starting
            await Task.Run(() => WaitForTheExchange(stop), stop).WaitAsync(stop);

            // 6. to whoever waits for us
            ready(WriteUpFile(url));

            var end = await Task.WhenAny(_supervisor.GaveUp, Task.Delay(Timeout.Infinite, stop));
            if (end == _supervisor.GaveUp)
            {
                throw await _supervisor.GaveUp;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Told to stop while it started.
        }
        finally
        {
            await _supervisor.StopAsync();
            File.Delete(_home.UpFile);
        }
    }

    public void Dispose() => _supervisor.Dispose();

    // Port 0 was for the first life; bots know the port that it took.
    private string KeepGatewayAt()
    {
        var url = _supervisor.DetailOf(Peer.Gateway);
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
        {
            throw new CommandFailedException(ExitCode.Failed, "not-started", "the gateway did not say where it listens");
        }

        _supervisor.Replace(ChildProgram.Gateway(address.Authority, _exchange.Value, _tls));
        return url;
    }

    private UpFile WriteUpFile(string url)
    {
        lock (_upFileGate)
        {
            var pids = _supervisor.ProcessIds();
            pids[ChildProgram.NameOf(Peer.Supervisor)] = Environment.ProcessId;
            var file = new UpFile(url, _exchange.Value, pids, _supervisor.Confinement()
                .Where(pair => pair.Value is not null)
                .ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)pair.Value!.Write().Split('\n', StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal));
            file.Write(_home);
            return file;
        }
    }

    // A vault that cannot be written costs only that a journal set back to this moment is not noticed.
    private void Remember(byte[] checkpoint)
    {
        try
        {
            using var vault = SqliteVault.Open(_home.VaultFile);
            vault.RememberCheckpoint(checkpoint);
        }
        catch (VaultException fault)
        {
            Output.Notice($"countersign: warning: the vault does not remember how far the journal has come: {fault.Message}");
        }
    }

    private void OnRestarted(Child child)
    {
        if (UpFile.TryRead(_home) is { } file)
        {
            WriteUpFile(file.Url);
        }

        if (child.Peer != Peer.Signer)
        {
            return;
        }

        if (!_passphrase.IsRepeatable)
        {
            Output.Notice("the signer is started again and locked; unlock it with: countersign unlock");
            return;
        }

        try
        {
            Unlock();
            Output.Notice("the signer is started again and unlocked");
        }
        catch (Exception exception) when (exception is CommandFailedException or ChannelClosedException or VaultException)
        {
            Output.Notice($"the signer is started again but stays locked: {exception.Message}; unlock it with: countersign unlock");
        }
    }

    private void Unlock()
    {
        using var vault = SqliteVault.Open(_home.VaultFile);
        using var passphrase = _passphrase.Open();
        using var signer = OpenSigner();
        var failure = Unlocking.Run(
            signer, vault, passphrase, record => Output.Notice($"countersign: warning: {record.Identity} is not used: {record.Failure.Sentence}"));
        if (failure is not null)
        {
            throw failure.ToException();
        }
    }

    private void WaitForTheExchange(CancellationToken stop)
    {
        using var signer = OpenSigner();
        var since = TimeProvider.System.GetTimestamp();
        while (!IsReady(signer))
        {
            if (TimeProvider.System.GetElapsedTime(since) > Patience || stop.WaitHandle.WaitOne(BetweenTries))
            {
                Output.Notice($"countersign: warning: {_exchange} has not answered yet; orders are refused until it does");
                return;
            }
        }
    }

    // Clock and prices of every symbol that a policy names.
    private static bool IsReady(OperatorChannel signer)
    {
        var isReady = false;
        _ = signer.Ask(new Status(), (scoped done) =>
        {
            using var said = JsonDocument.Parse(done.First.ToArray());
            isReady = said.RootElement.GetProperty("ready"u8).GetBoolean();
        });
        return isReady;
    }

    private OperatorChannel OpenSigner()
    {
        var (ours, its) = Channel.Pair();
        using (its)
        {
            _supervisor.TryLinkOperator(its);
        }

        return new OperatorChannel(new Channel(ours));
    }
}
