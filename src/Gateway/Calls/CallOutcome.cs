using Countersign.Core.Refusals;

namespace Countersign.Gateway.Calls;

/// <summary>What a call ended with: the exchange's answer, or a refusal.</summary>
internal abstract record CallOutcome
{
    private CallOutcome()
    {
    }

    /// <summary>The exchange's own answer, given to the bot byte for byte.</summary>
    internal sealed record Answered(int Status, IReadOnlyList<AnswerHeader> Headers, ReadOnlyMemory<byte> Body) : CallOutcome;

    /// <summary>A refusal, written in the exchange's error shape.</summary>
    internal sealed record Refused(Refusal Reason) : CallOutcome;

    internal static CallOutcome Refuse(RefusalKind kind, string sentence) => new Refused(new Refusal(kind, sentence));
}
