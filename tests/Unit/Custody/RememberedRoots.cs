using System.Collections.Concurrent;
using Countersign.Core.Records;
using Countersign.Signer.Custody;
using Countersign.Signer.Memory;

namespace Countersign.Unit.Custody;

/// <summary>
/// The signer's own derivation, paid for once per passphrase, salt and cost in a whole run. The passphrases are the tests' own and no secrets.
/// </summary>
internal static class RememberedRoots
{
    private static readonly ConcurrentDictionary<string, Lazy<SecretBuffer>> Roots = new(StringComparer.Ordinal);

    /// <inheritdoc cref="PassphraseRoot"/>
    public static SecretBuffer Derive(VaultHeader header, SecretBuffer passphrase)
    {
        var asked = $"{Convert.ToHexString(passphrase.Span)} {Convert.ToHexString(header.Salt.Span)} {header.MemoryKiB} {header.Passes}";
        return SecretBuffer.CopyOf(Roots.GetOrAdd(asked, _ => new Lazy<SecretBuffer>(() => Argon2id.Derive(header, passphrase))).Value.Span);
    }
}
