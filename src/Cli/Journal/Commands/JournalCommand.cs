using System.CommandLine;
using Countersign.Cli.Commands;

namespace Countersign.Cli.Journal.Commands;

/// <summary><c>countersign journal</c>: what the signer recorded, read and checked without it.</summary>
internal static class JournalCommand
{
    internal static Command Build(SharedOptions shared)
    {
        var options = new JournalOptions(shared);
        return new Command("journal", "read, check and prove what the signer recorded")
        {
            VerifyCommand.Build(options),
            ShowCommand.Build(options),
            ProveCommand.Build(options),
            CheckProofCommand.Build(options),
            ConsistentCommand.Build(options),
            ExportCommand.Build(options),
            CheckpointCommand.Build(options),
            PublicKeyCommand.Build(options),
            AcceptLossCommand.Build(shared),
        };
    }
}
