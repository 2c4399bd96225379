using System.Globalization;
using Countersign.Confinement;
using Countersign.Core.Names;

namespace Countersign.Signer;

/// <summary>What the supervisor starts the signer with; nothing of it is secret.</summary>
/// <param name="Folder">Of its journal: all that the signer keeps.</param>
/// <param name="Exchange">The one exchange it signs for.</param>
/// <param name="ReceiveWindow">Milliseconds for which the exchange may take a signed request.</param>
/// <param name="IsStrict">Nothing is signed before its entry in the journal is on the disk.</param>
internal sealed record SignerSettings(string Folder, Exchange Exchange, int ReceiveWindow, bool IsStrict = false)
{
    private const int DefaultReceiveWindow = 1_000;

    // A signature that was stolen after all is worth something for this long.
    private const int LongestReceiveWindow = 5_000;

    /// <summary>What the process may do: its own folder, and what its tokens need.</summary>
    public Profile Profile => Profile.Signer([Folder, .. TokenPaths]) with
    {
        Readable = [.. Profile.BootFacts, .. TokenModules, .. SoftHsmConfiguration is null ? Array.Empty<string>() : [SoftHsmConfiguration]],
    };

    /// <summary>The PKCS#11 modules that a sealed record or a vault's header may name: absolute paths.</summary>
    public IReadOnlyList<string> TokenModules { get; init; } = [];

    /// <summary>Files and folders that a module reads and writes, such as the tokens of SoftHSM or a device.</summary>
    public IReadOnlyList<string> TokenPaths { get; init; } = [];

    /// <summary>SoftHSM's own configuration, which its library looks for in a variable of the environment; null for another module.</summary>
    public string? SoftHsmConfiguration { get; init; }

    /// <summary>Reads the arguments; null when they are not what a supervisor writes.</summary>
    public static SignerSettings? Read(ReadOnlySpan<string> arguments)
    {
        var window = Find(arguments, "--recv-window");
        var receiveWindow = DefaultReceiveWindow;
        return Find(arguments, "--journal") is { Length: > 0 } folder
            && Exchange.TryParse(Find(arguments, "--exchange"), out var exchange, out _)
            && (window is null || int.TryParse(window, NumberStyles.None, CultureInfo.InvariantCulture, out receiveWindow))
            && receiveWindow is > 0 and <= LongestReceiveWindow
            ? new SignerSettings(folder, exchange, receiveWindow, arguments.Contains("--strict"))
            {
                TokenModules = FindAll(arguments, "--token-module"),
                TokenPaths = FindAll(arguments, "--token-path"),
                SoftHsmConfiguration = Find(arguments, "--softhsm-config"),
            }
            : null;
    }

    private static string? Find(ReadOnlySpan<string> arguments, string name)
    {
        var at = arguments.IndexOf(name);
        return at >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : null;
    }

    private static List<string> FindAll(ReadOnlySpan<string> arguments, string name)
    {
        List<string> found = [];
        for (var at = 0; at + 1 < arguments.Length; at++)
        {
            if (arguments[at] == name)
            {
                found.Add(arguments[at + 1]);
            }
        }

        return found;
    }
}
