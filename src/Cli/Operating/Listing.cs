using System.Text;
using System.Text.Json;
using Countersign.Cli.Commands;
using Countersign.Core.Frames;
using Countersign.Core.Records;
using Countersign.Vault;

namespace Countersign.Cli.Operating;

/// <summary>Puts together what the vault stores and what the running signer knows of it.</summary>
internal static class Listing
{
    /// <summary>The owner's records of a kind, by name.</summary>
    internal static async Task<IReadOnlyList<Listed>> ReadAsync(CommandContext context, RecordKind kind)
    {
        using var vault = context.OpenVault(out _);
        var session = SignerSession.TryConnect(context.Home);
        try
        {
            return [.. vault.List(kind).Where(stored => stored.Identity.Owner == context.Owner).Select(stored => Read(stored, session))];
        }
        finally
        {
            if (session is not null)
            {
                await session.DisposeAsync();
            }
        }
    }

    private static Listed Read(StoredRecord stored, SignerSession? session)
    {
        if (stored.IsRevoked)
        {
            return new Listed(stored.Identity, "", "", "revoked", "", "");
        }

        var label = CommandContext.LabelOf(stored);
        var listed = new Listed(stored.Identity, label.Exchange.Value, label.ExchangeKey?.Value ?? "", "sealed", "", "");
        byte[] described = [];
        _ = session?.Signer.Ask(
            new Describe
            {
                Kind = (byte)stored.Identity.Kind,
                Owner = Encoding.ASCII.GetBytes(stored.Identity.Owner.Value),
                Name = Encoding.ASCII.GetBytes(stored.Identity.Name),
            },
            (scoped done) => described = done.First.ToArray());
        return described.Length == 0 ? listed : Add(listed, described);
    }

    private static Listed Add(Listed listed, byte[] described)
    {
        using var json = JsonDocument.Parse(described);
        var said = json.RootElement;
        return listed with
        {
            State = Text(said, "state") ?? listed.State,
            Type = Text(said, "type") ?? "",
            Policy = said.TryGetProperty("policy", out var policy) ? policy.GetRawText() : "",
        };
    }

    private static string? Text(JsonElement said, string member) =>
        said.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
