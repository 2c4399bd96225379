using Countersign.Core.Records;
using Countersign.Core.Records.Tokens;
using Countersign.Signer.Memory;

namespace Countersign.Signer.Custody.Tokens;

/// <summary>
/// The root of a vault's lock from an RSA key in a token: HMAC-SHA256, under the header's salt, of the key's one PKCS#1 v1.5 signature over the header. Only the
/// private key makes it, and it makes the same one each time; who knows the public key alone can neither open a vault nor make one that the
/// token would open, as he could if the token decrypted.
/// </summary>
internal static class TokenRoot
{
    private static ReadOnlySpan<byte> Purpose => "Countersign vault lock\0"u8;

    /// <summary>Has the token sign a header, and proves the signature before it is used.</summary>
    /// <returns>Why not; null when <paramref name="root"/> is there, which the caller disposes.</returns>
    public static TokenProblem? TryDerive(OpenTokens tokens, VaultHeader header, SecretBuffer pin, out SecretBuffer? root)
    {
        root = null;
        TokenLock token = header.Token ?? throw new InvalidOperationException("the vault is locked by a passphrase");
        if (tokens.TryOpenKey(token.Key, pin, out TokenSigningKey? key, out _) is { } problem)
        {
            return problem;
        }

        using (key)
        {
            if (key!.Type != ExchangeKeyType.Rsa || !key.PublicHalf.Span.SequenceEqual(token.PublicHalf.Span))
            {
                return new TokenProblem($"the key in token {token.Key.Token} is not the one that locks this vault");
            }

            return TrySign(key, header, out root);
        }
    }

    /// <summary>Makes a lock that only this key opens.</summary>
    /// <returns>Why not; null when <paramref name="key"/> is there, which the caller disposes.</returns>
    public static TokenProblem? TryMakeLock(OpenTokens tokens, TokenUri uri, SecretBuffer pin, out KeyEncryptionKey? key)
    {
        key = null;
        if (tokens.TryOpenKey(uri, pin, out TokenSigningKey? found, out TokenUri sealable) is { } problem)
        {
            return problem;
        }

        using (found)
        {
            if (found!.Type != ExchangeKeyType.Rsa)
            {
                return new TokenProblem("the lock of a vault is an RSA key: tokens may sign with other keys in more than one way");
            }

            VaultHeader header = KeyEncryptionKey.NewHeader(default, new TokenLock(sealable, found.PublicHalf));
            problem = TrySign(found, header, out SecretBuffer? root);
            using (root)
            {
                key = root is null ? null : KeyEncryptionKey.NewLock(header, root);
            }

            return problem;
        }
    }

    private static TokenProblem? TrySign(TokenSigningKey key, VaultHeader header, out SecretBuffer? root)
    {
        root = null;
        byte[] signed = [.. Purpose, .. header.ToProvenBytes()];
        using SecretBuffer signature = SecretBuffer.Create(key.SignatureLength);
        try
        {
            key.Sign(signed, signature.Writable);
        }
        catch (KeyUnreachableException fault)
        {
            return new TokenProblem(fault.Message);
        }

        // One wrong bit out of a failing token would lock the vault for ever when it is made.
        if (!PublicHalf.Verifies(ExchangeKeyType.Rsa, key.PublicHalf.Span, signed, signature.Span))
        {
            return new TokenProblem("the token made a signature that is wrong: check it with its own tool");
        }

        using var mac = new HmacState(header.Salt.Span);
        SecretBuffer made = SecretBuffer.Create(KeyEncryptionKey.RootLength);
        mac.Compute(signature.Span, made.Writable);
        root = made.Filled();
        return null;
    }
}
