using System.Text;
using Countersign.Core.Records;
using Countersign.Signer.Custody;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Custody;

/// <summary>What every exchange key does, whatever its type.</summary>
public sealed class SigningKeyContractTests
{
    // Importing an RSA key proves its primes, which takes longer than a hundred signatures.
    private static readonly Dictionary<string, ExchangeSigningKey> Keys =
        ExchangeSignature.All.ToDictionary(vector => vector.Key, vector => Import(vector.Value), StringComparer.Ordinal);

    public static TheoryData<string> Vectors => [.. ExchangeSignature.All.Keys];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Signs_as_the_exchange_published(string name)
    {
        ExchangeSignature vector = ExchangeSignature.All[name];
        ExchangeSigningKey key = Keys[name];
        var signature = new byte[key.SignatureLength];

        key.Sign(Encoding.UTF8.GetBytes(vector.Payload), signature).ShouldBe(signature.Length);

        signature.ShouldBe(vector.Signature);
    }

    [Fact]
    public void Signs_each_call_as_the_exchanges_connector_does()
    {
        ExchangeSignature.OfConnector.Count.ShouldBe(339);
        foreach (var sameKey in ExchangeSignature.OfConnector.GroupBy(vector => vector.Secret))
        {
            using ExchangeSigningKey key = Import(sameKey.First());
            var signature = new byte[key.SignatureLength];
            foreach (ExchangeSignature vector in sameKey)
            {
                key.Sign(Encoding.UTF8.GetBytes(vector.Payload), signature);
                signature.ShouldBe(vector.Signature, vector.Payload);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Signs_the_same_on_many_threads_at_once(string name)
    {
        ExchangeSignature vector = ExchangeSignature.All[name];
        ExchangeSigningKey key = Keys[name];
        byte[] payload = Encoding.UTF8.GetBytes(vector.Payload);

        Parallel.For(0, 64, _ =>
        {
            var signature = new byte[key.SignatureLength];
            key.Sign(payload, signature);
            signature.ShouldBe(vector.Signature);
        });
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Signs_a_payload_of_any_length(string name)
    {
        ExchangeSigningKey key = Keys[name];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (int length in new[] { 0, 1, 55, 56, 63, 64, 65, 16_384 })
        {
            var signature = new byte[key.SignatureLength];
            key.Sign(new byte[length], signature);
            seen.Add(Convert.ToHexString(signature)).ShouldBeTrue();
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Throws_after_it_is_disposed(string name)
    {
        ExchangeSigningKey key = Import(ExchangeSignature.All[name]);
        key.Dispose();

        Should.Throw<ObjectDisposedException>(() => key.Sign("x"u8, new byte[512]));
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Throws_when_the_signature_has_no_room(string name)
    {
        ExchangeSigningKey key = Keys[name];

        Should.Throw<ArgumentOutOfRangeException>(() => key.Sign("x"u8, new byte[key.SignatureLength - 1]));
    }

    private static ExchangeSigningKey Import(ExchangeSignature vector)
    {
        using var file = Secrets.Of(vector.Secret);
        using var passphrase = vector.Passphrase is null ? null : Secrets.Of(vector.Passphrase);
        KeyImport.TryImport(vector.Type, file, passphrase, default, out var material, out string reason).ShouldBeTrue(reason);
        using (material)
        {
            var content = new ExchangeKeyContent { Type = material!.Type, Secret = material.Secret.Span, CreatedAt = 1 };
            ExchangeSigningKey.TryOpen(content, out ExchangeSigningKey? key, out reason).ShouldBeTrue(reason);
            return key!;
        }
    }
}
