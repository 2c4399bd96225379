using Countersign.Core.Names;
using Countersign.Core.Records;

namespace Countersign.Signer.Operator;

/// <summary>Whose a new key is, what it is called, and where it is valid.</summary>
internal readonly record struct KeyPlace(OwnerId Owner, KeyName Name, Exchange Exchange)
{
    public RecordIdentity Identity => RecordIdentity.Of(Owner, Name);

    /// <summary>Reads the three from an operator's frame, or says which is none.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> owner, ReadOnlySpan<byte> name, ReadOnlySpan<byte> exchange, out KeyPlace place, out string reason)
    {
        place = default;
        if (!OwnerId.TryParse(owner, out var ownerId) || !KeyName.TryParse(name, out var keyName))
        {
            reason = NameGrammar.Rule;
            return false;
        }

        if (!Exchange.TryParseCanonical(exchange, out var at))
        {
            reason = "an exchange is live, testnet or an origin such as https://host:port";
            return false;
        }

        place = new KeyPlace(ownerId, keyName, at);
        reason = "";
        return true;
    }
}
