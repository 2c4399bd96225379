using Countersign.Core.Frames;

namespace Countersign.Cli.Users;

/// <summary>
/// Which user each process runs as. Root gives signer, gateway and courier a user each, where those exist; anyone else runs them as
/// himself, because the kernel lets only root start a process as another user.
/// </summary>
internal sealed class ProcessUsers
{
    /// <summary>What is said to have all processes run as whoever starts them.</summary>
    internal const string None = "none";

    /// <summary>The users that the package's sysusers.d file makes: of signer, gateway and courier, in this order.</summary>
    internal const string Usual = "countersign-signer,countersign-gateway,countersign-courier";

    /// <summary>The user that runs everything: of a person, and in tests.</summary>
    internal static readonly ProcessUsers Shared = new([], [], isRoot: false);

    private static readonly Peer[] Order = [Peer.Signer, Peer.Gateway, Peer.Courier];

    private readonly Account[] _accounts;

    private ProcessUsers(Account[] accounts, string[] missing, bool isRoot) => (_accounts, Missing, IsRoot) = (accounts, missing, isRoot);

    /// <summary>True when each process has a user of its own.</summary>
    internal bool AreOwn => _accounts.Length > 0;

    /// <summary>True when root starts the processes.</summary>
    internal bool IsRoot { get; }

    /// <summary>The usual users that do not exist, where root would need them.</summary>
    internal IReadOnlyList<string> Missing { get; }

    /// <summary>Decides it.</summary>
    /// <param name="said">Three names, <see cref="None"/>, or null for the usual ones where they exist.</param>
    /// <param name="isRoot">Whether we may start processes as other users.</param>
    /// <param name="find">Finds a user by name.</param>
    /// <exception cref="CommandFailedException">It cannot be as it was said.</exception>
    internal static ProcessUsers Resolve(string? said, bool isRoot, Func<string, (uint UserId, uint GroupId)?> find)
    {
        if (said == None || (said is null && !isRoot))
        {
            return new ProcessUsers([], [], isRoot);
        }

        if (!isRoot)
        {
            throw new CommandFailedException(
                ExitCode.Usage, "users", "only root starts processes as other users", "run it as root, or leave --users out");
        }

        var names = (said ?? Usual).Split(',');
        if (names.Length != Order.Length || names.Distinct(StringComparer.Ordinal).Count() != names.Length)
        {
            throw new CommandFailedException(
                ExitCode.Usage, "users", "--users names three different users, of signer, gateway and courier", $"as in --users {Usual}, or --users {None}");
        }

        var found = names.Select(name => (Name: name, Ids: find(name))).ToArray();
        string[] missing = [.. found.Where(user => user.Ids is null).Select(user => user.Name)];
        if (missing.Length > 0)
        {
            return said is null ? new ProcessUsers([], missing, isRoot) : throw new CommandFailedException(
                ExitCode.Usage, "users", $"there is no user {string.Join(", ", missing)}", $"make {(missing.Length == 1 ? "it" : "them")} first, or name others with --users");
        }

        Account[] accounts = [.. found.Select(user => new Account(user.Name, user.Ids!.Value.UserId, user.Ids.Value.GroupId))];
        return accounts.Any(account => account.UserId == 0) || accounts.DistinctBy(account => account.UserId).Count() != accounts.Length
            ? throw new CommandFailedException(
                ExitCode.Usage, "users", "the users of signer, gateway and courier are different ones, and none is root", $"as in --users {Usual}")
            : new ProcessUsers(accounts, [], isRoot);
    }

    /// <summary>Who a process runs as; null for whoever starts it.</summary>
    internal Account? Of(Peer peer) => AreOwn && Array.IndexOf(Order, peer) is >= 0 and var at ? _accounts[at] : null;
}
