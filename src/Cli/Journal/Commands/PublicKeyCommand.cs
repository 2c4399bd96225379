using System.CommandLine;
using Countersign.Cli.Terminal;

namespace Countersign.Cli.Journal.Commands;

/// <summary><c>countersign journal key</c>: the public key, to be kept where the journal is not.</summary>
internal static class PublicKeyCommand
{
    internal static Command Build(JournalOptions options)
    {
        var command = new Command("key", "print the public key that signs the journal's checkpoints, to be kept elsewhere");
        options.Bind(command, (context, _) =>
        {
            var key = context.Key().ToString();
            if (context.Json)
            {
                Output.Json(json => json.WriteString("publicKey"u8, key));
            }
            else
            {
                Output.Line(key);
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
