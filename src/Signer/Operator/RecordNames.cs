using Countersign.Core.Names;
using Countersign.Core.Records;

namespace Countersign.Signer.Operator;

/// <summary>Reads the names in an operator's frames.</summary>
internal static class RecordNames
{
    public static bool TryRead(byte kind, ReadOnlySpan<byte> owner, ReadOnlySpan<byte> name, out RecordIdentity identity)
    {
        identity = default;
        if (!OwnerId.TryParse(owner, out var ownerId))
        {
            return false;
        }

        switch ((RecordKind)kind)
        {
            case RecordKind.ExchangeKey when KeyName.TryParse(name, out var key):
                identity = RecordIdentity.Of(ownerId, key);
                return true;
            case RecordKind.Bot when BotName.TryParse(name, out var bot):
                identity = RecordIdentity.Of(ownerId, bot);
                return true;
            default:
                return false;
        }
    }
}
