using System.Globalization;
using Countersign.Cli.Homes;
using Countersign.Cli.Users;
using Countersign.Confinement.Measures;

namespace Countersign.Cli.Doctor.Findings;

/// <summary>Whose the home is, who may enter it, and where the passphrase lies.</summary>
internal static class HomeFindings
{
    private const string Part = "home";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <param name="home">It exists.</param>
    /// <param name="owner">The user who runs <c>up</c>.</param>
    /// <param name="signer">The user who runs the signer.</param>
    /// <param name="passphraseFile">What <c>up</c> was told; null where that is not known, or a person types it.</param>
    internal static IEnumerable<Finding> All(Home home, uint owner, uint signer, string? passphraseFile)
    {
        yield return Folder(home, owner, isPassable: signer != owner);
        yield return SignerFolder(home, signer);
        if (passphraseFile is not (null or "-"))
        {
            yield return Passphrase(home, Path.GetFullPath(passphraseFile));
        }
    }

    private static Finding Folder(Home home, uint expected, bool isPassable)
    {
        var mode = File.GetUnixFileMode(home.Folder);
        var owner = NativeUsers.OwnerOf(home.Folder);
        var allowed = isPassable ? OwnerOnly | UnixFileMode.GroupExecute : OwnerOnly;
        var isClosed = (mode & ~allowed) == UnixFileMode.None && owner.UserId == expected;
        return new Finding(
            Part, "closed", isClosed ? MeasureState.On : MeasureState.Off,
            string.Create(CultureInfo.InvariantCulture, $"mode {Convert.ToString((int)mode, 8)}, user {owner.UserId}"),
            "others could read sealed records, or put others in their place",
            $"chown -R it to the user who runs up, and chmod 700 '{home.Folder}'");
    }

    private static Finding SignerFolder(Home home, uint expected)
    {
        var other = home.SignerFolders.Where(Directory.Exists).FirstOrDefault(folder => NativeUsers.OwnerOf(folder).UserId != expected);
        return new Finding(
            Part, "signer-folder", other is null ? MeasureState.On : MeasureState.Off,
            other is null ? "" : $"{other} is not the signer's",
            "another process could set back what the signer remembers",
            "start up as root, which gives it to the signer's user");
    }

    private static Finding Passphrase(Home home, string file)
    {
        var isInHome = file.StartsWith(home.Folder + "/", StringComparison.Ordinal);
        var isInMemory = File.Exists(file) && new DriveInfo(file).DriveFormat is "tmpfs" or "ramfs";
        return new Finding(
            Part, "passphrase", isInMemory && !isInHome ? MeasureState.On : MeasureState.Off,
            isInHome ? $"{file} lies beside the vault" : isInMemory ? "in memory" : $"{file} is on a disk",
            "who steals the disk, or a copy of it, has vault and passphrase",
            "give it as a credential, as the unit does (systemd-creds encrypt), keep it in /run, or type it");
    }
}
