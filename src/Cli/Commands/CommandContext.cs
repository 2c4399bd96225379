using Countersign.Cli.Homes;
using Countersign.Cli.Operating;
using Countersign.Cli.Users;
using Countersign.Core.Names;
using Countersign.Core.Records;
using Countersign.Vault;

namespace Countersign.Cli.Commands;

/// <summary>What every command is told.</summary>
/// <param name="Home">Where everything is.</param>
/// <param name="Owner">Whose keys and bots.</param>
/// <param name="Users">Who the processes run as that a command starts.</param>
/// <param name="Passphrase">Where the signer reads it.</param>
/// <param name="Json">One line for machines instead of text for people.</param>
internal sealed record CommandContext(Home Home, OwnerId Owner, ProcessUsers Users, PassphraseSource Passphrase, bool Json)
{
    /// <summary>Opens the vault of a home that was initialised.</summary>
    /// <exception cref="CommandFailedException">It was not.</exception>
    internal SqliteVault OpenVault(out byte[] header)
    {
        if (!File.Exists(Home.VaultFile))
        {
            throw NotInitialised();
        }

        Home.Create();
        var vault = SqliteVault.Open(Home.VaultFile);
        if (vault.ReadHeader() is { } found)
        {
            header = found;
            return vault;
        }

        vault.Dispose();
        throw NotInitialised();
    }

    private CommandFailedException NotInitialised() =>
        new(ExitCode.NotInitialised, "not-initialised", $"the home {Home.Folder} has no vault yet", "make one with countersign init, or name another folder with --home");

    /// <summary>A record that is there and in force, with what it says about itself.</summary>
    /// <exception cref="CommandFailedException">There is none of that name.</exception>
    internal static (StoredRecord Stored, RecordLabel Label) Require(SqliteVault vault, RecordIdentity identity)
    {
        var list = identity.Kind == RecordKind.Bot ? "countersign bot list" : "countersign key list";
        return vault.Find(identity) switch
        {
            null => throw new CommandFailedException(ExitCode.Failed, "unknown-name", $"there is no {identity}", $"see what there is with: {list}"),
            { IsRevoked: true } => throw new CommandFailedException(
                ExitCode.Failed, "revoked", $"{identity} was revoked", "a revoked name never comes back; choose another"),
            var stored => (stored, LabelOf(stored)),
        };
    }

    /// <summary>Refuses a name that is taken before anything is made for it.</summary>
    /// <exception cref="CommandFailedException">It is taken, or was and is revoked.</exception>
    internal static void RequireFree(SqliteVault vault, RecordIdentity identity)
    {
        if (vault.Find(identity) is { } record)
        {
            throw new CommandFailedException(
                ExitCode.Failed, "name-taken", record.IsRevoked ? $"{identity} was revoked, and a name is used once" : $"{identity} exists already",
                "choose another name");
        }
    }

    internal static RecordLabel LabelOf(StoredRecord stored) => LabelOf(stored.Sealed, stored.Identity.ToString());

    internal static RecordLabel LabelOf(ReadOnlySpan<byte> bytes, string what) =>
        SealedRecord.TryRead(bytes, out var record, out var reason)
            ? record.Label
            : throw new CommandFailedException(ExitCode.Integrity, "damaged", $"{what}: {reason}", "restore the vault from a backup");
}
