using System.Text;
using Countersign.Core.Records;
using Countersign.Signer.Custody;

namespace Countersign.Unit.Signer;

/// <summary>An exchange key of which the test knows the secret. Signatures of all three types are the same each time, so they can be compared.</summary>
internal sealed record TestKey(string Name, ExchangeKeyType Type, string ApiKey, byte[] Secret, byte[] Record)
{
    /// <summary>The signature as it must stand on the wire.</summary>
    public string Sign(string payload)
    {
        var content = new ExchangeKeyContent { Type = Type, Secret = Secret, CreatedAt = 1 };
        if (!ExchangeSigningKey.TryOpen(content, out var key, out var reason))
        {
            throw new InvalidOperationException(reason);
        }

        using (key)
        {
            var signature = new byte[key.SignatureLength];
            key.Sign(Encoding.Latin1.GetBytes(payload), signature);
            return Type == ExchangeKeyType.Hmac ? Convert.ToHexStringLower(signature) : Uri.EscapeDataString(Convert.ToBase64String(signature));
        }
    }
}
