using Countersign.Channels;
using Countersign.Core.Frames;
using Countersign.Core.Journal;
using Countersign.Core.Records;
using Countersign.Core.Records.Tokens;
using Countersign.Signer.Custody;
using Countersign.Signer.Custody.Tokens;
using Countersign.Signer.Journal;
using Countersign.Signer.Memory;

namespace Countersign.Signer.Operator;

/// <summary>Exchange keys whose private half stays in a token: the record holds where it is, and the PIN.</summary>
internal sealed class TokenKeyIssuing(Unlocking unlocking, KeySealing sealing, SignerMemory memory, OpenTokens tokens)
{
    public Reply Use(UseTokenKey frame, ReceivedDescriptors descriptors)
    {
        if (!KeyPlace.TryRead(frame.Owner, frame.Name, frame.Exchange, out var place, out var reason)
            || !TokenUri.TryRead(frame.Token, out var uri, out reason))
        {
            return Reply.Fail(FailureCode.Invalid, reason);
        }

        if (!unlocking.TryProve(frame.Header, descriptors, out var key, out var failure))
        {
            return failure;
        }

        using (key)
        {
            if (NameUse.Refuse(memory, place.Identity) is { } used)
            {
                return used;
            }

            if (!unlocking.TryAskPin(descriptors, uri, out var pin, out reason))
            {
                return Reply.Fail(FailureCode.Token, reason);
            }

            using (pin)
            {
                return Seal(key, frame.DataKey, place, uri, pin);
            }
        }
    }

    private Reply Seal(KeyEncryptionKey key, ReadOnlySpan<byte> givenDataKey, KeyPlace place, TokenUri uri, SecretBuffer pin)
    {
        if (tokens.TryOpenKey(uri, pin, out var found, out var sealable) is { } problem)
        {
            return Reply.Fail(FailureCode.Token, problem.Sentence);
        }

        using (found)
        {
            // Whoever had it sign what he likes would have the root of the vault.
            if (key.Header.Token is { } token && token.PublicHalf.Span.SequenceEqual(found!.PublicHalf.Span))
            {
                return Reply.Fail(FailureCode.Invalid, "this key locks the vault, and does nothing else: make another one in the token");
            }

            using var material = new ExchangeKeyMaterial(
                found!.Type == ExchangeKeyType.Rsa ? ExchangeKeyType.RsaInToken : ExchangeKeyType.Ed25519InToken,
                GuardedContent.Encode(new TokenKeyContent { Uri = sealable.ToBytes(), Pin = pin.Span }),
                found.PublicHalf);
            return sealing.Seal(SealedAct.KeyInToken, key, givenDataKey, place, material, apiKey: []);
        }
    }
}
