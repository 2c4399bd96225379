using System.Text.Json;
using Countersign.Core.Names;

namespace Countersign.Cli.Homes;

/// <summary>What <c>init</c> was told and later commands assume.</summary>
/// <param name="Exchange">live, testnet or an origin.</param>
/// <param name="Token">What the signer needs for tokens; null where there are none.</param>
internal sealed record Settings(string Exchange, TokenSettings? Token = null)
{
    internal static Settings Default { get; } = new(Core.Names.Exchange.Live.Value);

    /// <summary>Reads the settings of a home; the default ones where the file is missing.</summary>
    /// <exception cref="CommandFailedException">The file says something that is not understood.</exception>
    internal static Settings Read(Home home)
    {
        if (!File.Exists(home.SettingsFile))
        {
            return Default;
        }

        try
        {
            using var file = File.OpenRead(home.SettingsFile);
            var settings = JsonSerializer.Deserialize(file, SettingsJson.Default.Settings);
            if (settings is not null && Core.Names.Exchange.TryParse(settings.Exchange, out _, out _))
            {
                return settings;
            }
        }
        catch (JsonException exception)
        {
            throw Malformed(home, exception.Message);
        }

        throw Malformed(home, "exchange is 'live', 'testnet' or an origin such as https://host:port");
    }

    internal void Write(Home home) => File.WriteAllBytes(home.SettingsFile, JsonSerializer.SerializeToUtf8Bytes(this, SettingsJson.Default.Settings));

    /// <summary>The exchange that was said, else the one of the settings.</summary>
    /// <exception cref="CommandFailedException">It is not an exchange.</exception>
    internal static Exchange ExchangeOr(string? said, Home home) =>
        Core.Names.Exchange.TryParse(said ?? Read(home).Exchange, out var exchange, out var reason)
            ? exchange
            : throw new CommandFailedException(ExitCode.Usage, "exchange", reason);

    private static CommandFailedException Malformed(Home home, string reason) =>
        new(ExitCode.Failed, "settings", $"{home.SettingsFile} is not understood: {reason}", "correct the file; it holds {\"exchange\": \"live\"}");
}
