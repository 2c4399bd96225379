using System.Security.Cryptography;
using System.Text;
using Countersign.Channels;
using Countersign.Core.Frames;

namespace Countersign.Cli.Operating;

/// <summary>An operator's conversation with the signer: one question, one answer, then the next. One thread at a time.</summary>
internal sealed class OperatorChannel(Channel channel) : IDisposable
{
    private readonly byte[] _answer = GC.AllocateUninitializedArray<byte>(Frame.MaxLength, pinned: true);

    /// <summary>The newest checkpoint of the signer's journal that an answer carried; the vault has to remember it. Empty before the first.</summary>
    internal byte[] Checkpoint { get; private set; } = [];

    /// <summary>Asks, and waits for the answer as long as the signer lives: it may be waiting for someone to type. Null when it is done.</summary>
    /// <exception cref="ChannelClosedException">The signer ended before it answered.</exception>
    internal SignerFailure? Ask<TFrame>(scoped in TFrame question, DoneHandler handle, params ReadOnlySpan<Descriptor> descriptors)
        where TFrame : IFrame<TFrame>, allows ref struct
    {
        channel.Send(in question, descriptors);
        using var unwanted = new ReceivedDescriptors();
        var length = channel.Receive(_answer, unwanted);
        var packet = _answer.AsSpan(0, length);
        try
        {
            return Judge(packet, handle);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(packet);
        }
    }

    /// <summary>Asks what is answered with nothing but that it is done.</summary>
    /// <exception cref="ChannelClosedException">The signer ended before it answered.</exception>
    internal SignerFailure? Ask<TFrame>(scoped in TFrame question, params ReadOnlySpan<Descriptor> descriptors)
        where TFrame : IFrame<TFrame>, allows ref struct
        => Ask(in question, static (scoped _) => { }, descriptors);

    public void Dispose() => channel.Dispose();

    private SignerFailure? Judge(ReadOnlySpan<byte> packet, DoneHandler handle)
    {
        if (packet.IsEmpty)
        {
            throw new ChannelClosedException("the signer ended before it answered");
        }

        if (Frame.TryRead<Done>(packet, out var done))
        {
            Checkpoint = done.Checkpoint.IsEmpty ? Checkpoint : done.Checkpoint.ToArray();
            handle(done);
            return null;
        }

        return Frame.TryRead<Failed>(packet, out var failed)
            ? new SignerFailure(Encoding.UTF8.GetString(failed.Code), Encoding.UTF8.GetString(failed.Sentence))
            : throw new ChannelClosedException("the signer answered with something that is no answer");
    }
}
