using System.CommandLine;
using System.Text;
using Countersign.Cli.Homes;
using Countersign.Cli.Operating;
using Countersign.Cli.Terminal;
using Countersign.Core.Frames;
using Countersign.Core.Names;
using Countersign.Core.Policies;
using Countersign.Core.Records;

namespace Countersign.Cli.Commands;

/// <summary><c>countersign bot add</c>: a credential for one bot, sealed with what it may do, and shown once.</summary>
internal static class BotAddCommand
{
    // A frame to the signer carries the policy beside the sealed key; the largest key takes about 7 KiB.
    private const int MaxPolicy = 48 * 1024;
    private const string DefaultUrl = "http://127.0.0.1:8780";

    internal static Command Build(SharedOptions shared)
    {
        var name = new Argument<string>("name") { Description = "what you call the bot" };
        var key = new Option<string>("--key") { Description = "the exchange key it uses", HelpName = "name", Required = true };
        var policy = new Option<string>("--policy") { Description = "what it may do, in JSON; see docs/policy.md", HelpName = "file", Required = true };
        var command = new Command("add", "issue a credential to a bot, and print it once") { name, key, policy };
        shared.Bind(command, (context, parsed) => RunAsync(
            context, NameArguments.Bot(parsed.GetValue(name)), NameArguments.Key(parsed.GetValue(key)), parsed.GetValue(policy)!));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CommandContext context, BotName name, KeyName key, string policyFile)
    {
        var policy = ReadPolicy(policyFile);
        using var vault = context.OpenVault(out var header);
        CommandContext.RequireFree(vault, RecordIdentity.Of(context.Owner, name));
        var (stored, label) = CommandContext.Require(vault, RecordIdentity.Of(context.Owner, key));
        using var passphrase = context.Passphrase.Open();
        await using var session = await SignerSession.OpenAsync(context, label.Exchange, withCourier: false);
        byte[] record = [];
        var credential = GC.AllocateUninitializedArray<byte>(2 * RecordLimits.BotText, pinned: true);
        var failure = session.Signer.Ask(
            new AddBot
            {
                Header = header,
                DataKey = vault.FindDataKey(context.Owner) ?? [],
                KeyRecord = stored.Sealed,
                Name = Encoding.ASCII.GetBytes(name.Value),
                Policy = policy,
            },
            (scoped done) =>
            {
                record = done.First.ToArray();
                if (done.Third.Length == credential.Length)
                {
                    done.Third.CopyTo(credential);
                }
            },
            passphrase);
        if (failure is not null)
        {
            throw failure.ToException();
        }

        // Before it is shown: a credential whose record is lost could never be revoked by name.
        NewRecord.Keep(session, vault, record, newDataKey: []);
        if (!context.Json)
        {
            if (!Listing.IsActivated(label))
            {
                Output.Notice($"key {key} is not active yet, and the bot is refused until it is: countersign key activate {key}");
            }

            Output.Notice($"bot {name} may use key {key}; this is its credential, and it is shown this once:");
        }

        var baseUrl = UpFile.TryRead(context.Home)?.Url ?? DefaultUrl;
        using var standardOutput = Console.OpenStandardOutput();
        BotCredentialPrinter.PrintAndWipe(credential, name, key, baseUrl, context.Json, standardOutput);
        return ExitCode.Ok;
    }

    private static byte[] ReadPolicy(string file)
    {
        var bytes = PolicyFile.Read(file, "policy", MaxPolicy);
        return PolicyJson.TryRead(bytes, out _, out var problems)
            ? bytes
            : throw new CommandFailedException(
                ExitCode.Failed,
                "policy",
                string.Join('\n', [$"the policy {file} is not understood:", .. problems.Select(problem => $"  {problem}")]),
                "see docs/policy.md");
    }
}
