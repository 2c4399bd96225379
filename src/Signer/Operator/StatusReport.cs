using System.Text.Json;
using Countersign.Core.Frames;
using Countersign.Core.Names;
using Countersign.Core.Policies;
using Countersign.Core.Records;
using Countersign.Signer.Enforcement;
using Countersign.Signer.Journal;
using Countersign.Signer.Links;
using Countersign.Signer.Loaded;
using Countersign.Signer.Market;

namespace Countersign.Signer.Operator;

/// <summary>Tells operators how the signer stands, without a secret or a part of one.</summary>
internal sealed class StatusReport(
    Exchange exchange, Unlocking unlocking, SignerMemory memory, Registry registry, Recorder recorder, SigningClock clock, FactTable facts,
    CourierLink courier)
{
    public Reply Report() => new()
    {
        First = Write(json =>
        {
            json.WriteBoolean("locked", !unlocking.IsUnlocked);
            json.WriteString("exchange", exchange.Value);
            json.WriteNumber("keys", registry.KeyCount);
            json.WriteNumber("bots", registry.BotCount);
            json.WriteBoolean("courier", courier.IsThere);
            json.WriteBoolean("ready", unlocking.IsUnlocked && clock.Offset is not null && facts.IsComplete);
            if (clock.Offset is { } offset)
            {
                json.WriteNumber("clockOffsetMs", Math.Round(offset.TotalMilliseconds, 3));
            }
            else
            {
                json.WriteNull("clockOffsetMs");
            }

            BudgetReport.WriteFullest(json, recorder.With(static (books, now) => books.Uses(now).ToArray()) ?? []);
        }),
    };

    public Reply Describe(Describe frame)
    {
        if (!RecordNames.TryRead(frame.Kind, frame.Owner, frame.Name, out var identity))
        {
            return Reply.Fail(FailureCode.Invalid, NameGrammar.Rule);
        }

        return new Reply
        {
            First = Write(json =>
            {
                json.WriteString("owner", identity.Owner.Value);
                json.WriteString("name", identity.Name);
                if (memory.IsRevoked(identity))
                {
                    json.WriteString("state", "revoked");
                }
                else if (identity.Kind == RecordKind.Bot)
                {
                    DescribeBot(json, identity);
                }
                else
                {
                    DescribeKey(json, identity);
                }
            }),
        };
    }

    private void DescribeKey(Utf8JsonWriter json, RecordIdentity identity)
    {
        if (registry.FindKey(identity.Owner, KeyName.Parse(identity.Name)) is not { } key)
        {
            json.WriteString("state", "not-loaded");
            return;
        }

        json.WriteString("state", key.IsActive ? "active" : "inactive");
        json.WriteString("type", key.Signing.Type switch
        {
            ExchangeKeyType.Hmac => "hmac",
            ExchangeKeyType.Ed25519 => "ed25519",
            _ => $"rsa-{key.Signing.SignatureLength * 8}",
        });
        json.WriteString("exchange", key.Label.Exchange.Value);
        DescribeBudgets(json, identity);
    }

    private void DescribeBot(Utf8JsonWriter json, RecordIdentity identity)
    {
        if (registry.FindBot(identity) is not { } bot)
        {
            json.WriteString("state", "not-loaded");
            return;
        }

        json.WriteString("state", "active");
        json.WriteString("key", bot.Label.ExchangeKey!.Value.Value);
        json.WriteString("exchange", bot.Label.Exchange.Value);
        json.WritePropertyName("policy");
        json.WriteRawValue(PolicyJson.ToUtf8(bot.Policy));
        DescribeBudgets(json, identity);
    }

    private void DescribeBudgets(Utf8JsonWriter json, RecordIdentity identity) =>
        BudgetReport.Write(json, recorder.With((books, now) => books.Scope(identity).Uses(now).ToArray()) ?? []);

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
