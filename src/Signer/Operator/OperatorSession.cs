using System.Security.Cryptography;
using Countersign.Channels;
using Countersign.Core.Frames;

namespace Countersign.Signer.Operator;

/// <summary>One operator's channel: the supervisor's, or that of a command. Each request gets one answer.</summary>
internal sealed class OperatorSession(Channel channel, Administration administration)
{
    /// <summary>Handles one request; what is no request ends the conversation.</summary>
    public void Handle(ReadOnlySpan<byte> packet, ReceivedDescriptors descriptors)
    {
        using var reply = AnswerOrFault(packet, descriptors);
        if (reply is null)
        {
            channel.Close();
            return;
        }

        try
        {
            reply.SendTo(channel, administration.Checkpoint.Span);
        }
        catch (ChannelClosedException)
        {
            // The command was stopped; what was done stands, and its next run sees it.
        }
    }

    // The disk or the memory gave out. Nothing was issued; what was durable stays so, and the sentence says what to look at.
    private Reply? AnswerOrFault(ReadOnlySpan<byte> packet, ReceivedDescriptors descriptors)
    {
        try
        {
            return Answer(packet, descriptors);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return Reply.Fail(FailureCode.Fault, fault.Message);
        }
    }

    private Reply? Answer(ReadOnlySpan<byte> packet, ReceivedDescriptors descriptors) => Frame.TypeOf(packet) switch
    {
        FrameType.CreateVault when Frame.TryRead<CreateVault>(packet, out var frame) => administration.CreateVault(frame, descriptors),
        FrameType.Unlock when Frame.TryRead<Unlock>(packet, out var frame) => administration.Unlock(frame, descriptors),
        FrameType.AcceptLoss when Frame.TryRead<AcceptLoss>(packet, out var frame) => administration.AcceptLoss(frame, descriptors),
        FrameType.JournalSeen when Frame.TryRead<JournalSeen>(packet, out var frame) => administration.JournalSeen(frame),
        FrameType.LoadDataKey when Frame.TryRead<LoadDataKey>(packet, out var frame) => administration.LoadDataKey(frame),
        FrameType.LoadRecord when Frame.TryRead<LoadRecord>(packet, out var frame) => administration.LoadRecord(frame),
        FrameType.GenerateKey when Frame.TryRead<GenerateKey>(packet, out var frame) => administration.GenerateKey(frame, descriptors),
        FrameType.ImportKey when Frame.TryRead<ImportKey>(packet, out var frame) => administration.ImportKey(frame, descriptors),
        FrameType.UseTokenKey when Frame.TryRead<UseTokenKey>(packet, out var frame) => administration.UseTokenKey(frame, descriptors),
        FrameType.LimitKey when Frame.TryRead<LimitKey>(packet, out var frame) => administration.LimitKey(frame, descriptors),
        FrameType.ActivateKey when Frame.TryRead<ActivateKey>(packet, out var frame) => administration.ActivateKey(frame, descriptors),
        FrameType.AddBot when Frame.TryRead<AddBot>(packet, out var frame) => administration.AddBot(frame, descriptors),
        FrameType.Revoke when Frame.TryRead<Revoke>(packet, out var frame) => administration.Revoke(frame),
        FrameType.Describe when Frame.TryRead<Describe>(packet, out var frame) => administration.Describe(frame),
        FrameType.Status when Frame.TryRead<Status>(packet, out _) => administration.Status(),
        _ => null,
    };
}
