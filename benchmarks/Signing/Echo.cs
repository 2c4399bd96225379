using Countersign.Channels;
using Countersign.Core.Frames;

namespace Countersign.Benchmarks.Signing;

/// <summary>
/// The least that a signer could be: the same sockets read the same way, a bare signature of the bytes that came, a frame of the same size.
/// It runs in a process of its own, as `echo ed25519` or `echo hmac`, and looks at nothing.
/// </summary>
internal sealed class Echo(bool isHmac)
{
    private readonly byte[] _key = new byte[RawSodium.SecretKeyLength];
    private Channel? _courier;

    public static string Command => "echo";

    /// <summary>Works until the bench ends.</summary>
    public static int Run(Supervision supervision, string type)
    {
        var echo = new Echo(type == "hmac");
        Span<byte> publicKey = stackalloc byte[RawSodium.PublicKeyLength];
        if (RawSodium.sodium_init() < 0 || RawSodium.crypto_sign_keypair(publicKey, echo._key) != 0)
        {
            throw new InvalidOperationException("libsodium makes no key");
        }

        supervision.Ready(confinement: "");
        supervision.Run(echo.Link, static (_, _) => { });
        return 0;
    }

    private void Link(Peer peer, uint generation, Channel channel)
    {
        if (peer == Peer.Courier)
        {
            _courier = channel;
            return;
        }

        ChannelReader.Start(channel, "gateway", Answer, channel.Dispose, new AdaptiveSpin(TimeProvider.System));
    }

    private void Answer(ReadOnlySpan<byte> packet, ReceivedDescriptors descriptors)
    {
        if (!Frame.TryRead<BotCall>(packet, out var call))
        {
            return;
        }

        // As long as what the signer hands over: the bot's query, and the signature in base64.
        Span<byte> query = stackalloc byte[call.Query.Length + (RawSodium.SignatureLength * 2)];
        call.Query.CopyTo(query);
        var length = (ulong)call.Query.Length;
        var isSigned = isHmac
            ? RawSodium.crypto_auth_hmacsha256(query[call.Query.Length..], call.Query, length, _key.AsSpan(0, RawSodium.MacKeyLength))
            : RawSodium.crypto_sign_detached(query[call.Query.Length..], 0, call.Query, length, _key);
        if (isSigned != 0)
        {
            throw new InvalidOperationException("libsodium does not sign");
        }

        _courier!.Send(new SignedCall
        {
            Id = call.Id,
            Sequence = call.Id,
            Key = 1,
            Endpoint = 1,
            ApiKey = call.ApiKey,
            Query = query,
            TimeUnit = [],
            ReceiveWindow = 1000,
            AsksOutcome = true,
        });
    }
}
