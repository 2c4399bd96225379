using Countersign.Gateway.Links;

namespace Countersign.Gateway.Calls;

/// <summary>An answer whose body has not arrived completely. Its length was announced, and nothing beyond it is taken.</summary>
internal sealed class PartialAnswer(PeerLink courier, int status, List<AnswerHeader> headers, int bodyLength)
{
    /// <summary>The exchange's largest answers (exchangeInfo) have less than half of it.</summary>
    internal const int MaxBody = 32 * 1024 * 1024;

    private readonly byte[] _body = GC.AllocateUninitializedArray<byte>(bodyLength);
    private int _length;

    /// <summary>Which life of the courier it comes from: parts of two lives never make one answer.</summary>
    internal PeerLink Courier => courier;

    internal bool IsComplete => _length == _body.Length;

    /// <summary>False if the part does not fit the announced length.</summary>
    internal bool TryAppend(ReadOnlySpan<byte> part)
    {
        if (part.Length > _body.Length - _length)
        {
            return false;
        }

        part.CopyTo(_body.AsSpan(_length));
        _length += part.Length;
        return true;
    }

    internal CallOutcome ToOutcome() => new CallOutcome.Answered(status, headers, _body);
}
