using System.ComponentModel;
using System.Globalization;
using Countersign.Channels;
using Countersign.Cli.Homes;

namespace Countersign.Cli.Supervision;

/// <summary>
/// Where commands reach the running signer: accepts a connection, checks who it is, and hands it to the signer. What is said over it,
/// passphrases' descriptors among it, does not pass through the supervisor.
/// </summary>
internal sealed class OperatorDoor : IDisposable
{
    private readonly OperatorSocket _socket;
    private readonly Thread _thread;

    private OperatorDoor(OperatorSocket socket, Supervisor supervisor, Action<string> write)
    {
        _socket = socket;
        _thread = new Thread(() => Run(supervisor, write)) { IsBackground = true, Name = "operator door" };
        _thread.Start();
    }

    /// <summary>Opens it; the caller holds the lock of the home.</summary>
    /// <exception cref="CommandFailedException">The socket cannot be made.</exception>
    internal static OperatorDoor Open(Home home, Supervisor supervisor, Action<string> write)
    {
        try
        {
            return new OperatorDoor(OperatorSocket.Listen(home.OperatorSocket), supervisor, write);
        }
        catch (Win32Exception exception)
        {
            throw new CommandFailedException(
                ExitCode.Failed, "operator-socket", $"the socket {home.OperatorSocket} cannot be made: {exception.Message}",
                "keep the home on a local file system, or name another with --home");
        }
    }

    public void Dispose()
    {
        _socket.Close();
        _thread.Join();
        _socket.Dispose();
    }

    private void Run(Supervisor supervisor, Action<string> write)
    {
        var self = Native.UserId();
        while (_socket.Accept() is { } accepted)
        {
            // Only our copy is closed, not the connection: the signer has its own, and where it did not take one, the caller sees the end.
            using var ours = accepted;
            var peer = new Channel(ours).ReadPeer();
            if (peer.UserId != self && peer.UserId != 0)
            {
                write(string.Create(CultureInfo.InvariantCulture, $"refused a connection of user {peer.UserId} to the operator socket"));
                continue;
            }

            supervisor.TryLinkOperator(ours);
        }
    }
}
