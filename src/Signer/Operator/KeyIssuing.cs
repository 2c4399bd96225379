using System.Text;
using System.Text.Json;
using Countersign.Channels;
using Countersign.Core.Frames;
using Countersign.Core.Names;
using Countersign.Core.Records;
using Countersign.Signer.Custody;
using Countersign.Signer.Enforcement;
using Countersign.Signer.Loaded;
using Countersign.Signer.Memory;
using Countersign.Signer.State;

namespace Countersign.Signer.Operator;

/// <summary>Exchange keys: made here, imported, and proven at the exchange before a bot may use them.</summary>
internal sealed class KeyIssuing(
    TimeProvider time, Exchange exchange, Unlocking unlocking, StateFile stateFile, Registry registry, HouseRequests house)
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

        if (ReadPlace(frame.Owner, frame.Name, frame.Exchange, out var place) is { } misplaced)
        {
            return misplaced;
        }

        if (!unlocking.TryProve(frame.Header, descriptors, out var key, out var failure))
        {
            return failure;
        }

        using (key)
        {
            if (RefuseUsed(place) is { } used)
            {
                return used;
            }

            using var material = KeyGenerator.Generate(type.Value);
            return Seal(key, frame.DataKey, place, material, apiKey: []);
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

        if (!IsApiKey(frame.ApiKey) || frame.ApiKey.IsEmpty)
        {
            return BadApiKey();
        }

        if (ReadPlace(frame.Owner, frame.Name, frame.Exchange, out var place) is { } misplaced)
        {
            return misplaced;
        }

        if (!unlocking.TryProve(frame.Header, descriptors, out var key, out var failure))
        {
            return failure;
        }

        using (key)
        {
            return RefuseUsed(place) ?? TakeIn(key, frame, place, type.Value, descriptors);
        }
    }

    public Reply Activate(ActivateKey frame, ReceivedDescriptors descriptors)
    {
        if (!SealedRecord.TryRead(frame.Record, out var record, out var reason) || record.Label.Kind != RecordKind.ExchangeKey)
        {
            return Reply.Fail(FailureCode.Integrity, reason.Length > 0 ? reason : "this is not the record of an exchange key");
        }

        if (record.Label.Exchange != exchange)
        {
            return Reply.Fail(FailureCode.OtherExchange, $"{record.Label.Identity} is for {record.Label.Exchange}: --exchange {record.Label.Exchange}");
        }

        if (!IsApiKey(frame.ApiKey))
        {
            return BadApiKey();
        }

        if (!unlocking.TryProve(frame.Header, descriptors, out var key, out var failure))
        {
            return failure;
        }

        using (key)
        {
            if (!Unlocking.TryOpenDataKey(key, record.Label.Owner, frame.DataKey, out var dataKey, out reason))
            {
                return Reply.Fail(FailureCode.Integrity, reason);
            }

            using (dataKey)
            {
                if (!Sealer.TryOpen(dataKey, record, out var content, out reason))
                {
                    return Reply.Fail(FailureCode.Integrity, reason);
                }

                using (content)
                {
                    return NameUse.RefuseOutdated(stateFile, record.Label) ?? ProbeAndSeal(dataKey, record.Label, content, frame.ApiKey);
                }
            }
        }
    }

    private Reply ProbeAndSeal(DataKey dataKey, RecordLabel label, SecretBuffer bytes, ReadOnlySpan<byte> givenApiKey)
    {
        if (!ExchangeKeyContent.TryRead(bytes.Span, out var content, out var reason)
            || !ExchangeSigningKey.TryOpen(content, out var signing, out reason))
        {
            return Reply.Fail(FailureCode.Integrity, reason);
        }

        using (signing)
        {
            var apiKey = givenApiKey.IsEmpty ? content.ApiKey : givenApiKey;
            if (apiKey.IsEmpty)
            {
                return Reply.Fail(FailureCode.Invalid, $"the exchange's id of the key is not known yet: countersign key activate {label.Name} --api-key ID");
            }

            var answer = house.Probe(signing, apiKey, registry.NextNumber(), exchange);
            if (Judge(answer, out var permissions) is { } refused)
            {
                return refused;
            }

            var active = new ExchangeKeyContent
            {
                Type = content.Type,
                Secret = content.Secret,
                ApiKey = apiKey,
                Permissions = permissions!.Json,
                CreatedAt = content.CreatedAt,
                ActivatedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
            };
            using var encoded = GuardedContent.Encode(active);
            var next = RecordLabel.ForExchangeKey(label.Owner, KeyName.Parse(label.Name), label.Version + 1, label.Exchange, label.PublicHalf);
            return new Reply { First = Sealer.Seal(dataKey, next, encoded).ToBytes(), Third = Report(permissions) };
        }
    }

    private Reply? Judge(ProbeAnswer answer, out KeyPermissions? permissions)
    {
        permissions = null;
        if (answer.Refusal is { } refusal)
        {
            return Reply.Fail(FailureCode.Exchange, refusal.Sentence);
        }

        if (answer.Status != 200)
        {
            return Reply.Fail(FailureCode.Exchange,
                $"the exchange refused the key with status {answer.Status} {ExchangeError.Read(answer.Body)}: check the API key, its IP allow-list and the registered public key");
        }

        permissions = exchange == Exchange.Testnet ? KeyPermissions.ForTestnet() : KeyPermissions.TryRead(answer.Body);
        if (permissions is null)
        {
            return Reply.Fail(FailureCode.Exchange, "the exchange did not say what the key may do; nothing was activated");
        }

        return permissions switch
        {
            { Forbidden.Count: > 0 } => Reply.Fail(FailureCode.Permissions,
                $"the key has the permission {string.Join(", ", permissions.Forbidden)}: take it away at the exchange, then activate again"),
            { CanRead: false } => Reply.Fail(FailureCode.Permissions,
                "the key may not read: allow reading at the exchange, then activate again"),
            _ => null,
        };
    }

    private Reply TakeIn(
        KeyEncryptionKey key, ImportKey frame, (OwnerId Owner, KeyName Name, Exchange Exchange) place, ExchangeKeyType type, ReceivedDescriptors descriptors)
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
                return Reply.Fail(FailureCode.Invalid, $"the passphrase of the secret file: {reason}");
            }

            using (passphrase)
            {
                if (!KeyImport.TryImport(type, file, passphrase, expectedPublicHalf: [], out var material, out reason))
                {
                    return Reply.Fail(FailureCode.Invalid, reason);
                }

                using (material)
                {
                    return Seal(key, frame.DataKey, place, material, frame.ApiKey);
                }
            }
        }
    }

    private Reply Seal(
        KeyEncryptionKey key, ReadOnlySpan<byte> givenDataKey, (OwnerId Owner, KeyName Name, Exchange Exchange) place,
        ExchangeKeyMaterial material, ReadOnlySpan<byte> apiKey)
    {
        if (!unlocking.TryOpenOrCreateDataKey(key, place.Owner, givenDataKey, out var dataKey, out var created, out var reason))
        {
            return Reply.Fail(FailureCode.Integrity, reason);
        }

        using var opened = dataKey;
        using var content = GuardedContent.Encode(new ExchangeKeyContent
        {
            Type = material.Type,
            Secret = material.Secret.Span,
            ApiKey = apiKey,
            CreatedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
        });
        var label = RecordLabel.ForExchangeKey(place.Owner, place.Name, version: 1, place.Exchange, material.PublicHalf);
        return new Reply
        {
            First = Sealer.Seal(dataKey, label, content).ToBytes(),
            Second = created?.ToBytes() ?? default,
            Third = material.PublicKeyPem is { } pem ? Encoding.ASCII.GetBytes(pem) : default,
        };
    }

    private static Reply? ReadPlace(
        ReadOnlySpan<byte> owner, ReadOnlySpan<byte> name, ReadOnlySpan<byte> exchange, out (OwnerId Owner, KeyName Name, Exchange Exchange) place)
    {
        place = default;
        if (!OwnerId.TryParse(owner, out var ownerId) || !KeyName.TryParse(name, out var keyName))
        {
            return Reply.Fail(FailureCode.Invalid, NameGrammar.Rule);
        }

        if (!Exchange.TryParseCanonical(exchange, out var at))
        {
            return Reply.Fail(FailureCode.Invalid, "an exchange is live, testnet or an origin such as https://host:port");
        }

        place = (ownerId, keyName, at);
        return null;
    }

    private Reply? RefuseUsed((OwnerId Owner, KeyName Name, Exchange Exchange) place) =>
        NameUse.Refuse(stateFile, RecordIdentity.Of(place.Owner, place.Name));

    private static byte[] Report(KeyPermissions permissions)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteBoolean("ipRestrict", permissions.IpRestrict);
            json.WritePropertyName("permissions");
            json.WriteRawValue(permissions.Json);
            json.WriteStartArray("warnings");
            foreach (var warning in permissions.Warnings)
            {
                json.WriteStringValue(warning);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static bool IsApiKey(ReadOnlySpan<byte> text)
    {
        foreach (var b in text)
        {
            if (!char.IsAsciiLetterOrDigit((char)b))
            {
                return false;
            }
        }

        return text.Length <= RecordLimits.ApiKey;
    }

    private static Reply BadApiKey() =>
        Reply.Fail(FailureCode.Invalid, "an API key is letters and digits, as the exchange shows it: --api-key ID");
}
