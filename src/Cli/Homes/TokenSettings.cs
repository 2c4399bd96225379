namespace Countersign.Cli.Homes;

/// <summary>
/// What the signer may reach beside its own folder in order to use tokens. It loads a module only when a sealed record or the vault's header names it too,
/// and only if the file is root's: whoever edits these settings runs no code of his own in the signer.
/// </summary>
/// <param name="Modules">PKCS#11 libraries, by absolute path.</param>
/// <param name="Paths">Files and folders that the modules read and write: devices, or the folder of SoftHSM's tokens.</param>
/// <param name="SoftHsmConfig">SoftHSM's configuration file; null for other modules.</param>
internal sealed record TokenSettings(IReadOnlyList<string> Modules, IReadOnlyList<string> Paths, string? SoftHsmConfig = null)
{
    internal static TokenSettings None { get; } = new([], []);

    /// <summary>The signer's arguments.</summary>
    internal IEnumerable<string> ToArguments() =>
    [
        .. Modules.SelectMany(static module => new[] { "--token-module", module }),
        .. Paths.SelectMany(static path => new[] { "--token-path", path }),
        .. SoftHsmConfig is null ? Array.Empty<string>() : ["--softhsm-config", SoftHsmConfig],
    ];

    /// <summary>These and those.</summary>
    internal TokenSettings With(TokenSettings other) => new(
        [.. Modules.Union(other.Modules, StringComparer.Ordinal)],
        [.. Paths.Union(other.Paths, StringComparer.Ordinal)],
        other.SoftHsmConfig ?? SoftHsmConfig);
}
