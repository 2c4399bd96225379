using System.Text.Json;
using Countersign.Benchmarks.Worlds;
using Countersign.Channels;
using Countersign.Cli.Operating;
using Countersign.Cli.Supervision;
using Countersign.Core.Frames;
using Countersign.Vault;

namespace Countersign.Benchmarks.Signing;

/// <summary>A process at work with the bench at the other ends of its channels: its supervisor, its operator, its gateway and its courier.</summary>
internal sealed class SignerRig : IAsyncDisposable
{
    private readonly Child _child;

    private SignerRig(Child child, OperatorChannel? signer, Pipe pipe) => (_child, Operator, Pipe) = (child, signer, pipe);

    /// <summary>Null for the echo, which has none.</summary>
    public OperatorChannel? Operator { get; }

    public Pipe Pipe { get; }

    public int ProcessId => _child.ProcessId;

    /// <summary>It has a clock and facts of every market that its bots trade at.</summary>
    public bool IsReady
    {
        get
        {
            var isReady = false;
            _ = Operator!.Ask(new Status(), (scoped done) =>
            {
                using var said = JsonDocument.Parse(done.First.ToArray());
                isReady = said.RootElement.GetProperty("ready"u8).GetBoolean();
            });
            return isReady;
        }
    }

    /// <summary>Gives it a real peer in the bench's place.</summary>
    public void Join(Child peer) => Child.Join(_child, peer);

    /// <summary>Starts the signer of a home and unlocks it with what its vault holds.</summary>
    public static SignerRig StartSigner(Home home)
    {
        var rig = Start(ChildProgram.Signer(home.Files.Journal, home.Exchange), hasOperator: true);
        using var vault = SqliteVault.Open(home.Files.VaultFile);
        using var passphrase = home.OpenPassphrase();
        return Unlocking.Run(rig.Operator!, vault, passphrase, static record => throw record.Failure.ToException()) is { } failure
            ? throw failure.ToException()
            : rig;
    }

    /// <summary>Starts what the signer is compared with.</summary>
    public static SignerRig StartEcho(string type) =>
        Start(new ChildProgram(Peer.Signer, Environment.ProcessPath!, [Echo.Command, type]), hasOperator: false);

    public async ValueTask DisposeAsync()
    {
        Pipe.Dispose();
        Operator?.Dispose();
        await _child.StopAsync();
        _child.Dispose();
    }

    private static SignerRig Start(ChildProgram program, bool hasOperator)
    {
        var child = Child.Start(program, account: null, generation: 1, Console.Error.WriteLine);
        var signer = hasOperator ? new OperatorChannel(new Channel(Link(child, Peer.Operator))) : null;
        return new SignerRig(child, signer, new Pipe(Link(child, Peer.Gateway), Link(child, Peer.Courier)));
    }

    private static Descriptor Link(Child child, Peer peer)
    {
        var (ours, its) = Channel.Pair();
        using (its)
        {
            child.Link(peer, generation: 1, its);
        }

        return ours;
    }
}
