using System.Diagnostics.CodeAnalysis;
using Countersign.Core.Records;
using Countersign.Core.Records.Tokens;
using Countersign.Signer.Custody.Tokens;
using Countersign.Signer.Memory;

namespace Countersign.Signer.Custody;

/// <summary>Opens exchange keys wherever they are: in the record itself, or in a token that the record names.</summary>
internal sealed class SigningKeys(OpenTokens tokens)
{
    /// <summary>Takes the key out of an opened record; the content may be disposed afterwards.</summary>
    /// <param name="label">The record's: a token's key has to have its public half.</param>
    /// <param name="content">As opened.</param>
    /// <param name="key">The caller disposes it.</param>
    /// <param name="reason">Why there is none.</param>
    public bool TryOpen(
        RecordLabel label, in ExchangeKeyContent content, [NotNullWhen(true)] out ExchangeSigningKey? key, out string reason)
    {
        if (!content.IsInToken)
        {
            return ExchangeSigningKey.TryOpen(content, out key, out reason);
        }

        key = null;
        reason = "the record names no key in a token";
        if (!TokenKeyContent.TryRead(content.Secret, out TokenKeyContent named) || !TokenUri.TryRead(named.Uri, out TokenUri? uri, out reason))
        {
            return false;
        }

        using SecretBuffer pin = SecretBuffer.CopyOf(named.Pin);
        if (tokens.TryOpenKey(uri, pin, out TokenSigningKey? opened, out _) is { } problem)
        {
            reason = problem.Sentence;
            return false;
        }

        if (!opened!.PublicHalf.Span.SequenceEqual(label.PublicHalf.Span))
        {
            opened.Dispose();
            reason = $"the key in token {uri.Token} is not the one that {label.Identity} was sealed for";
            return false;
        }

        key = opened;
        return true;
    }
}
