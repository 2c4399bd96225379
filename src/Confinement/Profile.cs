using Countersign.Confinement.SystemCalls;

namespace Countersign.Confinement;

/// <summary>
/// What one process may still do once it is confined, beside what the runtime needs: its program, the runtime, shared libraries, and facts about
/// itself in <c>/proc/self</c>.
/// </summary>
public sealed record Profile
{
    private Profile(string name) => Name = name;

    /// <summary>The process, as people call it.</summary>
    public string Name { get; }

    /// <summary>Files, and folders with all below, that it may read. Those that do not exist are passed over.</summary>
    public IReadOnlyList<string> Readable { get; init; } = [];

    /// <summary>Folders in which it may do anything to files.</summary>
    public IReadOnlyList<string> Writable { get; init; } = [];

    /// <summary>The TCP port it may listen at, 0 for one that the kernel chooses; null when it listens nowhere.</summary>
    public int? ListeningPort { get; init; }

    /// <summary>It may make connections.</summary>
    public bool MayConnect { get; init; }

    /// <summary>The number of the boot, by which the signer's clock goes on.</summary>
    public static IReadOnlyList<string> BootFacts { get; } = ["/proc/sys/kernel/random/boot_id"];

    internal IReadOnlyList<AllowedCall> Calls { get; init; } = [];

    /// <summary>The signer: its own folders and nothing else but the number of the boot; no sockets but those handed over.</summary>
    /// <param name="folders">Where its journal is.</param>
    public static Profile Signer(params IReadOnlyList<string> folders) => new("signer")
    {
        Writable = folders,
        Readable = BootFacts,
        Calls = CallLists.Signer,
    };

    /// <summary>The gateway: one listener, no way out, no files but the certificate that it serves.</summary>
    /// <param name="port">Of the listener.</param>
    /// <param name="files">Certificate and key, where it has them.</param>
    public static Profile Gateway(int port, params IReadOnlyList<string> files) => new("gateway")
    {
        ListeningPort = port,
        Readable = [.. files, .. TrustFolders],
        Calls = CallLists.Gateway,
    };

    /// <summary>The courier: connections, no listener; certificates and the resolver's configuration.</summary>
    public static Profile Courier() => new("courier")
    {
        MayConnect = true,
        Readable = [.. TrustFolders, .. ResolverFiles],
        Calls = CallLists.Courier,
    };

    // OpenSSL's configuration and authorities, of Debian and of others.
    private static readonly string[] TrustFolders =
        ["/etc/ssl", "/etc/pki", "/etc/ca-certificates", "/usr/share/ca-certificates", "/usr/local/share/ca-certificates"];

    // A service that keeps /etc/resolv.conf as a link writes the file behind it anew; the folder stays.
    private static readonly string[] ResolverFiles =
    [
        "/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf", "/etc/host.conf", "/etc/gai.conf",
        "/run/systemd/resolve", "/run/resolvconf", "/run/NetworkManager",
    ];
}
