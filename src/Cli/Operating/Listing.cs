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
        var listed = new Listed(stored.Identity, label.Exchange.Value, label.ExchangeKey?.Value ?? "", IsActivated(label) ? "sealed" : "inactive", TypeOf(label), "");
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

    /// <summary>Activation seals a key anew, so one in its first version was never activated.</summary>
    internal static bool IsActivated(RecordLabel label) => label.Kind != RecordKind.ExchangeKey || label.Version > 1;

    /// <summary>By the length of the public half in DER, which is in the clear: an Ed25519 key has 32 bytes behind 12, an HMAC key has none.</summary>
    internal static string TypeOf(RecordLabel label) => (label.Kind, label.PublicHalf.Length) switch
    {
        (RecordKind.Bot, _) => "",
        (_, 0) => "hmac",
        (_, 44) => "ed25519",
        (_, 294) => "rsa-2048",
        (_, 422) => "rsa-3072",
        (_, 550) => "rsa-4096",
        _ => "rsa",
    };

    private static Listed Add(Listed listed, byte[] described)
    {
        using var json = JsonDocument.Parse(described);
        var said = json.RootElement;
        return listed with
        {
            State = Text(said, "state") ?? listed.State,
            Type = Text(said, "type") ?? listed.Type,
            Policy = said.TryGetProperty("policy", out var policy) ? policy.GetRawText() : "",
        };
    }

    private static string? Text(JsonElement said, string member) =>
        said.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
