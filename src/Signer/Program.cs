using Countersign.Channels;
using Countersign.Signer;
using Countersign.Signer.Custody;
using Countersign.Signer.Interop;

using var supervision = Supervision.FromArguments(args);
if (supervision is null || SignerSettings.Read(args) is not { } settings)
{
    await Console.Error.WriteLineAsync("signer: error: this process is started by countersign up").ConfigureAwait(false);
    return 2;
}

NativeLibraries.Prepare();
new SignerProcess(settings, TimeProvider.System, Argon2id.Derive).Run(supervision);
return 0;
