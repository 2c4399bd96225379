using System.Globalization;
using System.Net;

namespace Countersign.Sandbox;

/// <summary>The command line.</summary>
internal sealed record SandboxOptions
{
    public const string Usage =
        "countersign sandbox [--listen 127.0.0.1:0] [--seed N] [--quiet-market] [--no-limits] [--json] " +
        "[--control-token-file FILE] [--stop-with-stdin]";

    public IPEndPoint Listen { get; private init; } = new(IPAddress.Loopback, 0);

    public ulong Seed { get; private init; } = 1;

    /// <summary>Prices stand still but for what accounts do.</summary>
    public bool IsQuiet { get; private init; }

    /// <summary>Counts neither weight nor orders: a measurement asks more in a second than the exchange allows in a minute.</summary>
    public bool HasNoLimits { get; private init; }

    public bool IsJson { get; private init; }

    /// <summary>A file with the token that the control API asks for; made, readable by its owner only, where there is none.</summary>
    public string? ControlTokenFile { get; private init; }

    /// <summary>Stop when standard input closes, so that no sandbox outlives the program that started it.</summary>
    public bool StopsWithStandardInput { get; private init; }

    /// <summary>Reads the arguments; on a mistake, null and one sentence about it.</summary>
    public static SandboxOptions? Read(IReadOnlyList<string> arguments, out string? mistake)
    {
        var options = new SandboxOptions();
        mistake = null;
        for (var i = 0; i < arguments.Count && mistake is null; i++)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : null;
            switch (arguments[i])
            {
                case "--json":
                    options = options with { IsJson = true };
                    break;
                case "--quiet-market":
                    options = options with { IsQuiet = true };
                    break;
                case "--no-limits":
                    options = options with { HasNoLimits = true };
                    break;
                case "--stop-with-stdin":
                    options = options with { StopsWithStandardInput = true };
                    break;
                // Without a port it would be a free one, where nobody looks.
                case "--listen" when value is not null && IPEndPoint.TryParse(value, out var listen) && value.EndsWith($":{listen.Port}", StringComparison.Ordinal):
                    mistake = IPAddress.IsLoopback(listen.Address) ? null : $"the sandbox listens on loopback only, not on {listen.Address}";
                    options = options with { Listen = listen };
                    i++;
                    break;
                case "--seed" when ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seed):
                    options = options with { Seed = seed };
                    i++;
                    break;
                case "--control-token-file" when value is not null:
                    options = options with { ControlTokenFile = value };
                    i++;
                    break;
                default:
                    mistake = arguments[i] == "--listen"
                        ? "--listen needs an address and a port, such as 127.0.0.1:8790"
                        : $"{arguments[i]} is not understood, or its value is missing";
                    break;
            }
        }

        return mistake is null ? options : null;
    }
}
