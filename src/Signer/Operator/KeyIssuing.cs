using Countersign.Channels;
using Countersign.Core.Frames;
using Countersign.Core.Journal;
using Countersign.Core.Records;
using Countersign.Signer.Custody;
using Countersign.Signer.Journal;
using Countersign.Signer.Memory;

namespace Countersign.Signer.Operator;

/// <summary>Exchange keys: made here, or imported. Neither may be used before it is activated.</summary>
internal sealed class KeyIssuing(Unlocking unlocking, KeySealing sealing, SignerMemory memory)
{
    public Reply Generate(GenerateKey frame, ReceivedDescriptors descriptors)
    {
        NewKeyType? type = frame.KeyType switch
        {
            var text when text.SequenceEqual("ed25519"u8) => NewKeyType.Ed25519,
            var text when text.SequenceEqual("rsa-2048"u8) => NewKeyType.Rsa2048,
            var text when text.SequenceEqual("rsa-4096"u8) => NewKeyType.Rsa4096,
            _ => null,
        };
        if (type is null)
        {
            return Reply.Fail(FailureCode.Invalid, "a key is generated as ed25519, rsa-2048 or rsa-4096; an hmac key is made by the exchange: countersign key import");
        }

        if (!KeyPlace.TryRead(frame.Owner, frame.Name, frame.Exchange, out var place, out var reason))
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

            using var material = KeyGenerator.Generate(type.Value);
            return sealing.Seal(SealedAct.KeyGenerated, key, frame.DataKey, place, material, apiKey: []);
        }
    }

    public Reply Import(ImportKey frame, ReceivedDescriptors descriptors)
    {
        ExchangeKeyType? type = frame.KeyType switch
        {
            var text when text.SequenceEqual("hmac"u8) => ExchangeKeyType.Hmac,
            var text when text.SequenceEqual("ed25519"u8) => ExchangeKeyType.Ed25519,
            var text when text.SequenceEqual("rsa"u8) => ExchangeKeyType.Rsa,
            _ => null,
        };
        if (type is null)
        {
            return Reply.Fail(FailureCode.Invalid, "a key is imported as hmac, ed25519 or rsa");
        }

        if (!ExchangeKeyContent.IsApiKey(frame.ApiKey) || frame.ApiKey.IsEmpty)
        {
            return KeyActivation.BadApiKey();
        }

        if (!KeyPlace.TryRead(frame.Owner, frame.Name, frame.Exchange, out var place, out var reason))
        {
            return Reply.Fail(FailureCode.Invalid, reason);
        }

        if (!unlocking.TryProve(frame.Header, descriptors, out var key, out var failure))
        {
            return failure;
        }

        using (key)
        {
            return NameUse.Refuse(memory, place.Identity) ?? TakeIn(key, frame, place, type.Value, descriptors);
        }
    }

    private Reply TakeIn(
        KeyEncryptionKey key, ImportKey frame, KeyPlace place, ExchangeKeyType type, ReceivedDescriptors descriptors)
    {
        using var secretFile = descriptors.Take();
        if (secretFile is null)
        {
            return Reply.Fail(FailureCode.Invalid, "no secret was given: --secret-file FILE");
        }

        if (!SecretReader.TryReadFile(
            secretFile.Number, SecretReader.MaxKeyFile, out var file, out var reason, () => descriptors.IsSenderGone))
        {
            return Reply.Fail(FailureCode.Invalid, $"the secret file: {reason}");
        }

        using (file)
        {
            SecretBuffer? passphrase = null;
            if (descriptors.Count > 0 && !Unlocking.TryReadPassphrase(descriptors, "Passphrase of the key file: "u8, out passphrase, out reason))
            {
                return Reply.Fail(FailureCode.Invalid, $"the secret file: {reason}");
            }

            using (passphrase)
            {
                if (!KeyImport.TryImport(type, file, passphrase, expectedPublicHalf: [], out var material, out reason))
                {
                    return Reply.Fail(FailureCode.Invalid, reason);
                }

                using (material)
                {
                    return sealing.Seal(SealedAct.KeyImported, key, frame.DataKey, place, material, frame.ApiKey);
                }
            }
        }
    }
}
