using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Countersign.Benchmarks.Keys;

/// <summary>RSASSA-PKCS1-v1_5 with SHA-256 and 2048 bits, by the platform's OpenSSL.</summary>
internal sealed class RsaSigner : RequestSigner
{
    private const int Bits = 2048;

    // The platform does not promise that one instance serves several threads.
    private readonly ConcurrentBag<RSA> _idle = [];
    private readonly RSAParameters _key;

    public RsaSigner()
    {
        using var made = RSA.Create(Bits);
        _key = made.ExportParameters(includePrivateParameters: true);
        PublicKey = made.ExportSubjectPublicKeyInfoPem();
    }

    public string PublicKey { get; }

    public override int Sign(ReadOnlySpan<byte> payload, Span<byte> text)
    {
        Span<byte> signature = stackalloc byte[Bits / 8];
        var key = _idle.TryTake(out var taken) ? taken : RSA.Create(_key);
        key.SignData(payload, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        _idle.Add(key);
        return WriteBase64(signature, text);
    }
}
