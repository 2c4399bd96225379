using System.Text;
using Countersign.Channels;
using Countersign.Core.Frames;
using Countersign.Signer.Memory;

namespace Countersign.Signer.Operator;

/// <summary>What the operator is told: done, with what came of it, or not done, and why.</summary>
internal sealed class Reply : IDisposable
{
    /// <summary>One of the codes of docs/process-protocol.md; null when it is done.</summary>
    public string? Code { get; private init; }

    public string Sentence { get; private init; } = "";

    public ReadOnlyMemory<byte> First { get; init; }

    public ReadOnlyMemory<byte> Second { get; init; }

    public ReadOnlyMemory<byte> Third { get; init; }

    /// <summary>In place of <see cref="Third"/>: a fresh credential, which is shown once and wiped with this reply.</summary>
    public SecretBuffer? Credential { get; init; }

    public static Reply Fail(string code, string sentence) => new() { Code = code, Sentence = sentence };

    public void SendTo(Channel channel, ReadOnlySpan<byte> checkpoint)
    {
        if (Code is null)
        {
            channel.Send(new Done
            {
                First = First.Span,
                Second = Second.Span,
                Third = Credential is null ? Third.Span : Credential.Span,
                Checkpoint = checkpoint,
            });
        }
        else
        {
            channel.Send(new Failed { Code = Encoding.ASCII.GetBytes(Code), Sentence = Encoding.UTF8.GetBytes(Sentence) });
        }
    }

    public void Dispose() => Credential?.Dispose();
}
