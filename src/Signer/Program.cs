using System.Runtime.InteropServices;
using Countersign.Channels;
using Countersign.Confinement;
using Countersign.Signer;
using Countersign.Signer.Custody;
using Countersign.Signer.Interop;
using Countersign.Signer.Memory;

var start = ProgramStart.From(args);
if (Supervision.NumberIn(start.Arguments) is not { } control || SignerSettings.Read(start.Arguments) is not { } settings)
{
    await Console.Error.WriteLineAsync("signer: error: this process is started by countersign up").ConfigureAwait(false);
    return 2;
}

var report = start.Confine(settings.Profile, control);
using var supervision = Supervision.Take(control);
Probe.Confined(settings.Folder);
NativeLibraries.Prepare();
report = report.With(SecretMeasures.Inspect());

// Asked to end by whoever runs the service: in order, as if the supervisor had.
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
{
    context.Cancel = true;
    supervision.Channel.Close();
});
new SignerProcess(settings, TimeProvider.System, Argon2id.Derive).Run(supervision, report);
return 0;
