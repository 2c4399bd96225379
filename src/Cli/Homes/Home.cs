using Countersign.Cli.Users;

namespace Countersign.Cli.Homes;

/// <summary>
/// The folder that holds everything of one Countersign, readable by its user only.
/// <code>
/// vault.db            sealed records
/// settings.json       the exchange that commands mean when they name none
/// journal/            the signer's own record, and all that it remembers
/// lock                held by `up`, or by a command that starts a signer for the moment
/// run/operator.sock   where commands reach the running signer
/// run/up.json         process ids and URL, while `up` runs
/// </code>
/// </summary>
internal sealed record Home(string Folder)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    internal string VaultFile => Path.Combine(Folder, "vault.db");

    internal string SettingsFile => Path.Combine(Folder, "settings.json");

    /// <summary>What only the signer writes.</summary>
    internal IReadOnlyList<string> SignerFolders => [Journal];

    /// <summary>The signer's journal.</summary>
    internal string Journal => Path.Combine(Folder, "journal");

    internal string LockFile => Path.Combine(Folder, "lock");

    internal string OperatorSocket => Path.Combine(Folder, "run", "operator.sock");

    internal string UpFile => Path.Combine(Folder, "run", "up.json");

    /// <summary>Finds the home: what was said, else <c>COUNTERSIGN_HOME</c>, else the XDG data directory.</summary>
    /// <exception cref="CommandFailedException">Nothing says where it is.</exception>
    internal static Home Resolve(string? said, Func<string, string?> environment)
    {
        var folder = NotEmpty(said) ?? NotEmpty(environment("COUNTERSIGN_HOME"));
        if (folder is not null)
        {
            return new Home(Path.GetFullPath(folder));
        }

        // The XDG base directory specification: a relative path is invalid and to be ignored.
        if (NotEmpty(environment("XDG_DATA_HOME")) is { } data && Path.IsPathRooted(data))
        {
            return new Home(Path.GetFullPath(Path.Combine(data, "countersign")));
        }

        return NotEmpty(environment("HOME")) is { } user
            ? new Home(Path.GetFullPath(Path.Combine(user, ".local", "share", "countersign")))
            : throw new CommandFailedException(
                ExitCode.Usage, "no-home", "there is no home directory to keep the vault in", "name a folder with --home or COUNTERSIGN_HOME");
    }

    /// <summary>Makes the folders that are missing, for this user only.</summary>
    /// <exception cref="CommandFailedException">They cannot be made, or other users could enter.</exception>
    internal void Create()
    {
        try
        {
            Directory.CreateDirectory(Folder, OwnerOnly);
            Directory.CreateDirectory(Path.Combine(Folder, "run"), OwnerOnly);
            foreach (var folder in SignerFolders)
            {
                Directory.CreateDirectory(folder, OwnerOnly);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(
                ExitCode.Failed, "home-not-writable", $"the home {Folder} cannot be made: {exception.Message}", "name another folder with --home");
        }

        // A signer with a user of its own has to pass through; it sees no names, and everything else in here is closed to it.
        var mayPass = NativeUsers.OwnerOf(Folder).UserId == 0 ? UnixFileMode.GroupExecute : UnixFileMode.None;
        if ((File.GetUnixFileMode(Folder) & ~(OwnerOnly | mayPass)) != UnixFileMode.None)
        {
            throw new CommandFailedException(
                ExitCode.Failed, "home-open-to-others", $"the home {Folder} can be entered by other users", $"close it with: chmod 700 '{Folder}'");
        }
    }

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
