using System.ComponentModel;
using System.Globalization;
using Countersign.Cli.Homes;
using Countersign.Core.Frames;

namespace Countersign.Cli.Users;

/// <summary>
/// Puts the home in order for the users of the processes: all of it is its starter's, what the signer writes is the signer's, and the
/// signer's group may pass through the home, which shows it nothing else.
/// </summary>
internal static class HomeOwnership
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Passable = OwnerOnly | UnixFileMode.GroupExecute;

    /// <summary>Called before a signer is started on the home.</summary>
    /// <exception cref="CommandFailedException">The home, or what the signer writes, is somebody else's.</exception>
    internal static void Prepare(Home home, ProcessUsers users)
    {
        if (!users.IsRoot)
        {
            return;
        }

        try
        {
            // Root that works in a folder of another user follows the links which that user puts there.
            if (NativeUsers.OwnerOf(home.Folder) is { UserId: not 0 } other)
            {
                throw new CommandFailedException(
                    ExitCode.Failed, "home-of-another", string.Create(CultureInfo.InvariantCulture, $"the home {home.Folder} belongs to user {other.UserId}, and root starts processes on its own only"),
                    "run the command as that user, or name a home of root's with --home");
            }

            foreach (var folder in home.SignerFolders.Where(Directory.Exists))
            {
                PrepareSignerFolder(folder, users.Of(Peer.Signer));
            }

            if (users.Of(Peer.Signer) is { } signer)
            {
                NativeUsers.Give(home.Folder, 0, signer.GroupId);
                File.SetUnixFileMode(home.Folder, Passable);
            }
        }
        catch (Win32Exception exception)
        {
            throw new CommandFailedException(
                ExitCode.Failed, "home-ownership", $"the home {home.Folder} cannot be put in order for the users of the processes: {exception.Message}",
                "run the command as root with the capability to change owners (CAP_CHOWN)");
        }
    }

    private static void PrepareSignerFolder(string folder, Account? signer)
    {
        var owner = NativeUsers.OwnerOf(folder).UserId;
        if (owner == (signer?.UserId ?? 0))
        {
            return;
        }

        if (owner != 0 || signer is null)
        {
            throw new CommandFailedException(
                ExitCode.Failed, "signer-folder-of-another", string.Create(CultureInfo.InvariantCulture, $"the signer's folder {folder} belongs to user {owner}, who is not the signer's user now"),
                $"name that user with --users, or give the folder away: chown -R {signer?.Name ?? "root"} '{folder}'");
        }

        // Still root's, so nobody else has put anything there. The folder comes last: after it, its new owner could.
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories))
        {
            NativeUsers.Give(entry, signer.UserId, signer.GroupId);
        }

        NativeUsers.Give(folder, signer.UserId, signer.GroupId);
    }
}
