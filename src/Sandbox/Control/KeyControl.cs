using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Countersign.Sandbox.Keys;

namespace Countersign.Sandbox.Control;

/// <summary>Registers API keys, changes what they may do, and deletes them.</summary>
internal sealed class KeyControl(Exchange exchange)
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int Length = 64;

    public ControlReply Create(JsonObject json)
    {
        var name = json["account"]?.GetValue<string>();
        if (name is null || !exchange.Accounts.TryGetValue(name, out var account))
        {
            return ControlReply.NotFound($"there is no account {name}: open it with POST accounts");
        }

        var type = json["type"]?.GetValue<string>();
        var publicKey = json["publicKey"]?.GetValue<string>() ?? "";
        string? secret = null;
        KeyVerifier? verifier;
        switch (type)
        {
            case "hmac":
                // Keys and secrets come from the operating system, also in a seeded sandbox: two runs never share one.
                secret = RandomNumberGenerator.GetString(Alphabet, Length);
                verifier = new HmacVerifier(Encoding.ASCII.GetBytes(secret));
                break;
            case "rsa":
                verifier = RsaVerifier.FromPem(publicKey);
                break;
            case "ed25519":
                verifier = Ed25519Verifier.FromPem(publicKey);
                break;
            default:
                return ControlReply.Refused("type must be hmac, rsa or ed25519");
        }

        if (verifier is null)
        {
            return ControlReply.Refused($"publicKey must be the PEM of an {type} public key (BEGIN PUBLIC KEY)");
        }

        var key = new ApiKey(RandomNumberGenerator.GetString(Alphabet, Length), type, account, verifier, exchange.Clock.Milliseconds);
        if (Apply(key, json) is { } refusal)
        {
            return refusal;
        }

        exchange.Keys.Add(key.Id, key);
        var shape = ControlShapes.Of(key);
        if (secret is not null)
        {
            shape["secret"] = secret;
        }

        return shape;
    }

    public ControlReply Show(string id) => exchange.Keys.TryGetValue(id, out var key) ? ControlShapes.Of(key) : Unknown();

    public ControlReply Change(string id, JsonObject json) =>
        exchange.Keys.TryGetValue(id, out var key) ? Apply(key, json) ?? ControlShapes.Of(key) : Unknown();

    public ControlReply Delete(string id) => exchange.Keys.Remove(id) ? ControlReply.Done : Unknown();

    private static ControlReply? Apply(ApiKey key, JsonObject json)
    {
        if (json["ips"] is JsonArray wanted)
        {
            var addresses = new List<IPAddress>();
            foreach (var item in wanted)
            {
                if (!IPAddress.TryParse(item?.GetValue<string>(), out var address))
                {
                    return ControlReply.Refused($"ips: {item} is no address");
                }

                addresses.Add(address);
            }

            key.AllowedAddresses = addresses;
        }

        return json["permissions"] is JsonObject permissions && key.Permissions.Set(permissions) is { } unknown
            ? ControlReply.Refused($"permissions: {unknown} is not known, or is not true or false")
            : null;
    }

    private static ControlReply Unknown() => ControlReply.NotFound("there is no such key: register it with POST keys");
}
