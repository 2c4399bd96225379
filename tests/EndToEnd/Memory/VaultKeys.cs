using System.Runtime.InteropServices;
using System.Text;
using Countersign.Core.Names;
using Countersign.Core.Records;
using Countersign.Vault;
using Shouldly;

namespace Countersign.EndToEnd.Memory;

/// <summary>
/// What a passphrase opens in a stored vault, worked out from docs/sealed-record-format.md without the signer's code, so that a test
/// can look for it.
/// </summary>
/// <param name="DataKey">Opens the records of the owner `self`.</param>
/// <param name="FromPassphrase">The root key and the key that wraps data keys.</param>
internal sealed partial record VaultKeys(Secret DataKey, IReadOnlyList<Secret> FromPassphrase)
{
    private const int KeyLength = 32;
    private const int Argon2id13 = 2;
    private const ulong WrapKey = 1;

    public static VaultKeys Open(string home, string passphrase)
    {
        using var vault = SqliteVault.Open(Path.Combine(home, "vault.db"));
        VaultHeader.TryRead(vault.ReadHeader(), out var header, out var reason).ShouldBeTrue(reason);
        var owner = OwnerId.Parse("self");
        WrappedDataKey.TryRead(vault.FindDataKey(owner), out var wrapped, out reason).ShouldBeTrue(reason);

        var root = new byte[KeyLength];
        var text = Encoding.UTF8.GetBytes(passphrase);
        Derive(root, KeyLength, text, (ulong)text.Length, header!.Salt.ToArray(), header.Passes, (nuint)header.MemoryKiB * 1024, Argon2id13).ShouldBe(0);
        var wrap = new byte[KeyLength];
        DeriveSubkey(wrap, KeyLength, WrapKey, "Csign-v1"u8.ToArray(), root).ShouldBe(0);

        var key = new byte[KeyLength];
        var ciphertext = wrapped!.Ciphertext.ToArray();
        var associated = WrappedDataKey.AssociatedData(owner, wrapped.Version, header);
        Decrypt(key, out _, 0, ciphertext, (ulong)ciphertext.Length, associated, (ulong)associated.Length, wrapped.Nonce.ToArray(), wrap).ShouldBe(0);
        return new VaultKeys(
            Secret.OfBytes("the data key", key),
            [Secret.OfBytes("the root key of the passphrase", root), Secret.OfBytes("the key-encryption key", wrap)]);
    }

    [LibraryImport("libsodium.so.23", EntryPoint = "crypto_pwhash")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Derive(
        [Out] byte[] output, ulong length, byte[] passphrase, ulong passphraseLength, byte[] salt, ulong passes, nuint memory, int algorithm);

    [LibraryImport("libsodium.so.23", EntryPoint = "crypto_kdf_derive_from_key")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int DeriveSubkey([Out] byte[] output, nuint length, ulong number, byte[] context, byte[] key);

    [LibraryImport("libsodium.so.23", EntryPoint = "crypto_aead_xchacha20poly1305_ietf_decrypt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Decrypt(
        [Out] byte[] output, out ulong length, nint unused, byte[] ciphertext, ulong ciphertextLength, byte[] associated, ulong associatedLength,
        byte[] nonce, byte[] key);
}
