using System.Security.Cryptography;
using System.Text;
using Countersign.Benchmarks.Bots;
using Countersign.Benchmarks.Worlds;
using Countersign.Core.Names;
using Countersign.Core.Records;
using Countersign.Signer.Custody;
using Countersign.Signer.Memory;
using Countersign.Vault;

namespace Countersign.Benchmarks.Signing;

/// <summary>
/// Makes many records for a vault by the signer's own sealing code, without a derivation of the passphrase for each: active Ed25519 keys, each
/// with a bot.
/// </summary>
internal sealed class SealedRecords : IDisposable
{
    private static readonly OwnerId Owner = OwnerId.Self;

    private static ReadOnlySpan<byte> Policy => """{"task":"spot-trading","orderTypes":["LIMIT"],"symbols":{"BTCUSDT":{"maxNotional":"1000"}}}"""u8;

    private readonly Exchange _exchange;
    private readonly DataKey _dataKey;

    private SealedRecords(Exchange exchange, DataKey dataKey, TimeSpan derivation) => (_exchange, _dataKey, Derivation) = (exchange, dataKey, derivation);

    /// <summary>How long the derivation from the passphrase took.</summary>
    public TimeSpan Derivation { get; }

    public static SealedRecords Open(Home home)
    {
        using var vault = SqliteVault.Open(home.Files.VaultFile);
        using var file = home.OpenPassphrase();
        if (!Exchange.TryParse(home.Exchange, out var exchange, out var reason)
            || !VaultHeader.TryRead(vault.ReadHeader(), out var header, out reason)
            || !SecretReader.TryReadLine(file.Number, default, SecretReader.MaxPassphrase, out var passphrase, out reason, static () => false))
        {
            throw new InvalidOperationException(reason);
        }

        using (passphrase)
        {
            var start = TimeProvider.System.GetTimestamp();
            if (!KeyEncryptionKey.TryDerive(Argon2id.Derive, header, passphrase, out var key, out reason))
            {
                throw new InvalidOperationException(reason);
            }

            var derivation = TimeProvider.System.GetElapsedTime(start);
            using (key)
            {
                return WrappedDataKey.TryRead(vault.FindDataKey(Owner), out var wrapped, out reason) && DataKeys.TryUnwrap(key, wrapped, out var dataKey, out reason)
                    ? new SealedRecords(exchange, dataKey, derivation)
                    : throw new InvalidOperationException(reason);
            }
        }
    }

    /// <summary>A key and its bot, of that number.</summary>
    public (byte[] Key, byte[] BotRecord, Bot Bot) Make(int number)
    {
        var name = KeyName.Parse($"many-{number}");
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        using var material = KeyGenerator.Generate(NewKeyType.Ed25519);
        using var keyContent = GuardedContent.Encode(new ExchangeKeyContent
        {
            Type = material.Type,
            Secret = material.Secret.Span,
            ApiKey = Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(64)),
            Permissions = "{}"u8,
            CreatedAt = now,
            ActivatedAt = now,
        });
        using var credential = BotCredential.Generate();
        using var botContent = GuardedContent.Encode(new BotContent { ApiKey = credential.ApiKey, Secret = credential.Secret, Policy = Policy, CreatedAt = now });
        var key = Sealer.Seal(_dataKey, RecordLabel.ForExchangeKey(Owner, name, version: 1, _exchange, material.PublicHalf), keyContent);
        var bot = Sealer.Seal(_dataKey, RecordLabel.ForBot(Owner, BotName.Parse(name.Value), version: 1, _exchange, name), botContent);
        return (key.ToBytes(), bot.ToBytes(), new Bot(Encoding.ASCII.GetString(credential.ApiKey), Encoding.ASCII.GetString(credential.Secret)));
    }

    public void Dispose() => _dataKey.Dispose();
}
