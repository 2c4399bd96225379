using System.Buffers.Binary;
using Countersign.Core.Names;
using Countersign.Core.Records;
using Countersign.Signer.Custody;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Custody;

/// <summary>The passphrase, the vault header and the data keys behind them.</summary>
[Trait("Speed", "Slow")]
public sealed class VaultLockTests(OpenedLock vault)
{
    [Fact]
    public void Opens_with_the_passphrase_it_was_made_with()
    {
        TryDerive(vault.Key.Header.ToBytes(), OpenedLock.Passphrase, out KeyEncryptionKey? key, Argon2id.Derive).ShouldBe("");
        using (key)
        {
            DataKeys.TryUnwrap(key!, StoreAndLoad(vault.Wrapped), out DataKey? dataKey, out string reason).ShouldBeTrue(reason);
            dataKey!.Key.Span.SequenceEqual(vault.DataKey.Key.Span).ShouldBeTrue();
            dataKey.Dispose();
        }
    }

    [Theory]
    [InlineData("correct horse battery stapl")]
    [InlineData("Correct horse battery staple")]
    [InlineData("correct horse battery staple ")]
    public void Refuses_another_passphrase(string passphrase) =>
        TryDerive(vault.Key.Header.ToBytes(), passphrase, out _).ShouldBe("the passphrase is wrong, or the vault header was changed");

    [Theory]
    [InlineData(65_535, 3)]
    [InlineData(65_536, 2)]
    [InlineData(8, 1)]
    [InlineData(0, 0)]
    public void Refuses_a_weakened_key_derivation_before_it_derives_anything(uint memory, uint passes) =>
        TryDerive(WithCost(memory, passes), OpenedLock.Passphrase, out _).ShouldStartWith("the vault header is weakened");

    [Theory]
    [InlineData(uint.MaxValue, 3)]
    [InlineData(65_536, uint.MaxValue)]
    public void Refuses_a_key_derivation_that_would_only_keep_it_busy(uint memory, uint passes) =>
        TryDerive(WithCost(memory, passes), OpenedLock.Passphrase, out _).ShouldContain("more than 4 GiB or 64 passes");

    [Theory]
    [InlineData(18)]
    [InlineData(34)]
    [InlineData(50)]
    [InlineData(81)]
    public void Refuses_a_header_with_salt_vault_id_or_proof_changed(int offset)
    {
        byte[] header = vault.Key.Header.ToBytes();
        header[offset] ^= 1;

        TryDerive(header, OpenedLock.Passphrase, out _).ShouldBe("the passphrase is wrong, or the vault header was changed");
    }

    [Fact]
    public void Refuses_a_header_that_is_cut_off_or_of_another_version()
    {
        byte[] header = vault.Key.Header.ToBytes();
        for (int length = 0; length < header.Length; length++)
        {
            VaultHeader.TryRead(header.AsSpan(0, length), out _, out _).ShouldBeFalse();
        }

        foreach (int offset in new[] { 0, 4, 5, 17 })
        {
            byte[] changed = [.. header];
            changed[offset] ^= 2;
            VaultHeader.TryRead(changed, out _, out string reason).ShouldBeFalse();
            reason.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void Refuses_a_wrapped_data_key_with_any_bit_flipped()
    {
        byte[] bytes = vault.Wrapped.ToBytes();
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            byte[] changed = [.. bytes];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            bool opened = WrappedDataKey.TryRead(changed, out WrappedDataKey? wrapped, out _)
                && DataKeys.TryUnwrap(vault.Key, wrapped, out _, out _);
            opened.ShouldBeFalse();
        }
    }

    [Fact]
    public void Refuses_a_data_key_of_another_owner_or_version()
    {
        foreach ((string owner, ulong version) in new[] { ("mallory", 1UL), ("self", 2UL) })
        {
            var moved = new WrappedDataKey
            {
                Owner = OwnerId.Parse(owner),
                Version = version,
                Nonce = vault.Wrapped.Nonce,
                Ciphertext = vault.Wrapped.Ciphertext,
            };
            DataKeys.TryUnwrap(vault.Key, moved, out _, out string reason).ShouldBeFalse();
            reason.ShouldContain("does not open");
        }
    }

    [Fact]
    public void Changes_the_lock_without_changing_the_data_key()
    {
        using var passphrase = Secrets.Of("another passphrase");
        using KeyEncryptionKey changed = KeyEncryptionKey.NewLock(Argon2id.Derive, passphrase, KdfCost.Floor, vault.Key.Header.VaultId.Span);
        DataKeys.TryRewrap(vault.Key, changed, vault.Wrapped, out WrappedDataKey? rewrapped, out string reason).ShouldBeTrue(reason);

        DataKeys.TryUnwrap(changed, rewrapped!, out DataKey? key, out reason).ShouldBeTrue(reason);
        key!.Key.Span.SequenceEqual(vault.DataKey.Key.Span).ShouldBeTrue();
        key.Dispose();
        DataKeys.TryUnwrap(changed, vault.Wrapped, out _, out _).ShouldBeFalse();
        DataKeys.TryUnwrap(vault.Key, rewrapped!, out _, out _).ShouldBeFalse();
        changed.Header.VaultId.Span.SequenceEqual(vault.Key.Header.VaultId.Span).ShouldBeTrue();
        changed.Header.Salt.Span.SequenceEqual(vault.Key.Header.Salt.Span).ShouldBeFalse();
    }

    private static string TryDerive(byte[] header, string passphrase, out KeyEncryptionKey? key, PassphraseRoot? derive = null)
    {
        VaultHeader.TryRead(header, out VaultHeader? read, out string reason).ShouldBeTrue(reason);
        using var secret = Secrets.Of(passphrase);
        KeyEncryptionKey.TryDerive(derive ?? RememberedRoots.Derive, read!, secret, out key, out reason);
        return reason;
    }

    private static WrappedDataKey StoreAndLoad(WrappedDataKey key)
    {
        WrappedDataKey.TryRead(key.ToBytes(), out WrappedDataKey? loaded, out string reason).ShouldBeTrue(reason);
        return loaded!;
    }

    private byte[] WithCost(uint memory, uint passes)
    {
        byte[] header = vault.Key.Header.ToBytes();
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(6), memory);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(10), passes);
        return header;
    }
}
