using System.Runtime.InteropServices;
using Countersign.Channels;
using Countersign.Confinement;
using Countersign.Core.Names;
using Countersign.Courier;

const int usage = 2;

var start = ProgramStart.From(args);
if (Supervision.NumberIn(start.Arguments) is not { } control)
{
    await Console.Error.WriteLineAsync("courier: it is started by 'countersign up', not by hand; run 'countersign up'");
    return usage;
}

var at = Array.IndexOf(start.Arguments, "--exchange");
if (!Exchange.TryParse(at >= 0 && at + 1 < start.Arguments.Length ? start.Arguments[at + 1] : null, out var exchange, out var reason))
{
    await Console.Error.WriteLineAsync($"courier: --exchange: {reason}");
    return usage;
}

var report = start.Confine(Profile.Courier(), control);
var supervision = Supervision.Take(control);

// Ctrl-C and a closed terminal reach every process of it; the supervisor says when this one ends, by closing the control channel.
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => signal.Cancel = true);
await using var desk = new CourierDesk(exchange, Console.Error, TimeProvider.System);
desk.Start();
_ = desk.Abandoned.ContinueWith(_ =>
{
    Console.Error.WriteLine("courier: the channel to the signer has ended and no other came; the courier starts again to be joined anew");
    supervision.Channel.Close();
}, TaskScheduler.Default);
_ = ResolverWatch.ReplacedAsync(TimeProvider.System, CancellationToken.None).ContinueWith(_ =>
{
    Console.Error.WriteLine("courier: /etc/resolv.conf was replaced; the courier starts again to read it");
    supervision.Channel.Close();
}, TaskScheduler.Default);
supervision.Ready(report.Write());
supervision.Run(desk.Link, (_, _) => supervision.Channel.Close());

// The supervisor has ended. Calls under way are settled by whoever comes next.
Environment.Exit(0);
return 0;
