using System.Globalization;
using Countersign.Cli.Users;
using Countersign.Confinement.Measures;
using Countersign.Core.Frames;

namespace Countersign.Cli.Doctor.Findings;

/// <summary>Whether each process has a user of its own.</summary>
internal static class UserFindings
{
    private static readonly Peer[] Peers = [Peer.Signer, Peer.Gateway, Peer.Courier];

    /// <summary>As it was decided for processes that we start.</summary>
    internal static Finding Of(ProcessUsers users) =>
        users.AreOwn ? New(MeasureState.On, string.Join(", ", Peers.Select(peer => users.Of(peer)!.Name)))
        : !users.IsRoot ? New(MeasureState.Impossible, "only root starts processes as other users")
        : New(MeasureState.Off, users.Missing.Count > 0 ? $"there is no user {string.Join(", ", users.Missing)}" : "all run as root");

    /// <summary>As the kernel says it of running processes.</summary>
    internal static Finding Of(IReadOnlyDictionary<string, int> processIds, KernelFiles files)
    {
        var ids = processIds.Select(pair => (pair.Key, User: files.Status(pair.Value, "Uid")?.Split('\t')[0])).Where(pair => pair.User is not null).ToArray();
        var seen = string.Join(", ", ids.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.User}")));
        return ids.Length == 0 ? New(MeasureState.Impossible, "the processes are hidden")
            : ids.DistinctBy(pair => pair.User, StringComparer.Ordinal).Count() == ids.Length ? New(MeasureState.On, seen)
            : New(ids[0].User == "0" ? MeasureState.Off : MeasureState.Impossible, ids[0].User == "0" ? seen : "only root starts processes as other users");
    }

    private static Finding New(MeasureState state, string seen) => new(
        "users", "own-users", state, seen,
        "who takes over one process has the rights of all that run as the same user",
        $"systemd-sysusers {Package.File("countersign.sysusers.conf")}, then run up as root or install the unit");
}
