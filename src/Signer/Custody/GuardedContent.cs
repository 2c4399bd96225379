using Countersign.Core.Records;
using Countersign.Core.Records.Tokens;
using Countersign.Signer.Memory;

namespace Countersign.Signer.Custody;

/// <summary>Encodes the contents of records into guarded memory; the caller disposes it once it is sealed.</summary>
internal static class GuardedContent
{
    public static SecretBuffer Encode(in ExchangeKeyContent content)
    {
        SecretBuffer buffer = SecretBuffer.Create(content.EncodedLength);
        content.Write(buffer.Writable);
        return buffer.Filled();
    }

    public static SecretBuffer Encode(in BotContent content)
    {
        SecretBuffer buffer = SecretBuffer.Create(content.EncodedLength);
        content.Write(buffer.Writable);
        return buffer.Filled();
    }

    public static SecretBuffer Encode(in TokenKeyContent content)
    {
        SecretBuffer buffer = SecretBuffer.Create(content.EncodedLength);
        content.Write(buffer.Writable);
        return buffer.Filled();
    }
}
