using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Countersign.Core.Frames;

namespace Countersign.Channels;

/// <summary>
/// A process's side of the channel to its supervisor: it arrives as the inherited descriptor that <c>--control N</c> names, brings the
/// channels to the peers, and its end is the process's end, so that no process outlives its supervisor.
/// </summary>
public sealed class Supervision : IDisposable
{
    private const string Option = "--control";

    private readonly PosixSignalRegistration[] _keyboard;

    private Supervision(Channel channel)
    {
        Channel = channel;

        // Ctrl-C in a terminal reaches the whole group; the supervisor alone decides what it means, and in which order its processes end.
        _keyboard = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGHUP }
            .Select(signal => PosixSignalRegistration.Create(signal, context => context.Cancel = true))];
    }

    /// <summary>The channel to the supervisor.</summary>
    public Channel Channel { get; }

    /// <summary>The number of the inherited descriptor; null when the arguments name none: the process was not started by a supervisor.</summary>
    public static int? NumberIn(ReadOnlySpan<string> arguments)
    {
        var at = arguments.IndexOf(Option);
        return at >= 0 && at + 1 < arguments.Length
            && int.TryParse(arguments[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>Takes the inherited descriptor.</summary>
    public static Supervision Take(int number)
    {
        var descriptor = new Descriptor(number);
        descriptor.AllowInheritance(false);
        return new Supervision(new Channel(descriptor));
    }

    /// <summary>Tells the supervisor that the process works.</summary>
    /// <param name="confinement">What it got of its confinement, in the words of <c>ConfinementReport</c>.</param>
    /// <param name="detail">The gateway's URL.</param>
    public void Ready(string confinement, string detail = "") =>
        Channel.Send(new Ready { Detail = Encoding.UTF8.GetBytes(detail), Confinement = Encoding.UTF8.GetBytes(confinement) });

    /// <summary>Reads until the supervisor ends: each new channel goes to <paramref name="linked"/> with its peer and the peer's generation, all else to <paramref name="other"/>.</summary>
    public void Run(Action<Peer, uint, Channel> linked, PacketHandler other) =>
        ChannelReader.Run(Channel, (packet, descriptors) =>
        {
            if (Frame.TryRead<Link>(packet, out var link) && descriptors.Take() is { } descriptor)
            {
                linked(link.Peer, link.Generation, new Channel(descriptor));
            }
            else
            {
                other(packet, descriptors);
            }
        });

    public void Dispose()
    {
        foreach (var registration in _keyboard)
        {
            registration.Dispose();
        }

        Channel.Dispose();
    }
}
