using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Countersign.Channels;
using Countersign.Cli.Users;
using Countersign.Confinement;
using Countersign.Confinement.Measures;
using Countersign.Core.Frames;

namespace Countersign.Cli.Supervision;

/// <summary>One life of a process that we started. It ends when its control channel does, so also with us, however we end.</summary>
internal sealed class Child : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly Lock Starting = new();

    private readonly Process _process;
    private readonly Channel _control;
    private readonly Task _relayed;
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private volatile string _lastLine = "";

    private Child(ChildProgram program, uint generation, Process process, Channel control, Action<string> write)
    {
        (Program, Generation, _process, _control) = (program, generation, process, control);
        _relayed = Task.WhenAll(Relay(process.StandardOutput.BaseStream, write), Relay(process.StandardError.BaseStream, write));
        ProcessId = process.Id;
        Ended = WaitForEnd();
    }

    internal ChildProgram Program { get; }

    internal Peer Peer => Program.Peer;

    /// <summary>Counts the lives of this peer, from one.</summary>
    internal uint Generation { get; }

    internal int ProcessId { get; }

    /// <summary>What it said when it was ready; never completes when it ends before.</summary>
    internal Task<string> Ready => _ready.Task;

    /// <summary>What it got of its confinement; null before it is ready, and when it did not say so in words that we know.</summary>
    internal ConfinementReport? Confinement { get; private set; }

    /// <summary>Takes the newest checkpoint of the signer's journal from time to time.</summary>
    internal Action<byte[]> JournalGrown { get; set; } = static _ => { };

    /// <summary>Its exit status, above 128 when a signal ended it.</summary>
    internal Task<int> Ended { get; }

    /// <summary>What it wrote last, without its name; all of it once it has ended.</summary>
    internal string LastWords => _lastLine.StartsWith(Program.Name + ": ", StringComparison.Ordinal) ? _lastLine[(Program.Name.Length + 2)..] : _lastLine;

    /// <summary>Starts it with nothing but its control channel: no other descriptor, no environment.</summary>
    /// <param name="program">What to start.</param>
    /// <param name="account">Who it runs as; null for us.</param>
    /// <param name="generation">Which life this is.</param>
    /// <param name="write">Takes what it writes, line by line.</param>
    /// <exception cref="CommandFailedException">It cannot be started.</exception>
    internal static Child Start(ChildProgram program, Account? account, uint generation, Action<string> write)
    {
        var (ours, its) = Channel.Pair();
        var start = new ProcessStartInfo(program.Path)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
            ArgumentList = { "--control", its.Number.ToString(CultureInfo.InvariantCulture) },
        };
        foreach (var argument in program.Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        if (account is not null)
        {
            // With its groups; a user other than root starts without capabilities.
            start.UserName = account.Name;
        }

        start.Environment.Clear();
        foreach (var (name, value) in CleanEnvironment.Variables)
        {
            start.Environment[name] = value;
        }

        var process = StartWith(its, start, program);
        process.StandardInput.Dispose();
        var child = new Child(program, generation, process, new Channel(ours), write);
        ChannelReader.Start(child._control, $"from {program.Name}", child.Handle, static () => { });
        return child;
    }

    /// <summary>Gives two processes a channel to each other, of which we keep no end.</summary>
    internal static void Join(Child one, Child other)
    {
        var (first, second) = Channel.Pair();
        using (first)
        using (second)
        {
            one.Link(other.Peer, other.Generation, first);
            other.Link(one.Peer, one.Generation, second);
        }
    }

    /// <summary>Hands it a channel; one that is gone does not get it, and whoever holds the other end sees that.</summary>
    internal void Link(Peer peer, uint generation, Descriptor end)
    {
        try
        {
            _control.Send(new Link { Peer = peer, Generation = generation }, end);
        }
        catch (Exception exception) when (exception is ChannelClosedException or ObjectDisposedException)
        {
            // Its end is on the way to us and will be dealt with as such.
        }
    }

    /// <summary>Asks it to end, and after a while makes it.</summary>
    internal async Task StopAsync()
    {
        _control.Close();
        if (await Task.WhenAny(Ended, Task.Delay(Patience)) != Ended)
        {
            _process.Kill();
            await Ended;
        }
    }

    public void Dispose()
    {
        _control.Dispose();
        _process.Dispose();
    }

    private static Process StartWith(Descriptor its, ProcessStartInfo start, ChildProgram program)
    {
        // One at a time: a second process started in between would inherit this one's control channel.
        lock (Starting)
        {
            using (its)
            {
                its.AllowInheritance(true);
                try
                {
                    return Process.Start(start) ?? throw new UnreachableException();
                }
                catch (Win32Exception exception)
                {
                    throw new CommandFailedException(
                        ExitCode.Failed, "not-started", $"the {program.Name} cannot be started: {exception.Message}");
                }
            }
        }
    }

    private Task Relay(Stream stream, Action<string> write) => Task.Factory.StartNew(
        () => LineRelay.Run(stream, Program.Name, line =>
        {
            _lastLine = line;
            write(line);
        }),
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Handle(ReadOnlySpan<byte> packet, ReceivedDescriptors descriptors)
    {
        if (Peer == Peer.Signer && Frame.TryRead<JournalGrown>(packet, out var grown))
        {
            JournalGrown(grown.Checkpoint.ToArray());
            return;
        }

        if (Frame.TryRead<Ready>(packet, out var ready))
        {
            _ = ConfinementReport.TryRead(Encoding.UTF8.GetString(ready.Confinement), out var report);
            Confinement = report;
            _ready.TrySetResult(Encoding.UTF8.GetString(ready.Detail));
        }
        else
        {
            _control.Close();
        }
    }

    private async Task<int> WaitForEnd()
    {
        await _process.WaitForExitAsync();
        await Task.WhenAny(_relayed, Task.Delay(Patience));
        return _process.ExitCode;
    }
}
