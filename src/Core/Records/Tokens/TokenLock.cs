using System.Diagnostics.CodeAnalysis;
using Countersign.Core.Bytes;

namespace Countersign.Core.Records.Tokens;

/// <summary>The RSA key in a token that takes the place of a vault's passphrase.</summary>
/// <param name="Key">Which key.</param>
/// <param name="PublicHalf">DER <c>SubjectPublicKeyInfo</c>: what the token answers with is proven by it before it is used.</param>
public sealed record TokenLock(TokenUri Key, ReadOnlyMemory<byte> PublicHalf)
{
    internal static bool TryRead(ref ByteReader reader, [NotNullWhen(true)] out TokenLock? token, out string reason)
    {
        token = null;
        ReadOnlySpan<byte> uri = reader.Field16(TokenUri.MaxLength);
        ReadOnlySpan<byte> publicHalf = reader.Field16(RecordLimits.PublicHalf);
        if (!TokenUri.TryRead(uri, out TokenUri? key, out reason))
        {
            return false;
        }

        token = new TokenLock(key, publicHalf.ToArray());
        return true;
    }
}
