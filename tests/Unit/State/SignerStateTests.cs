using Countersign.Core.Names;
using Countersign.Core.Records;
using Countersign.Signer.Custody;
using Countersign.Signer.State;
using Countersign.Unit.Custody;
using Shouldly;
using Xunit;

namespace Countersign.Unit.State;

public sealed class SignerStateTests : IDisposable
{
    private static readonly RecordIdentity Grid = RecordIdentity.Of(OwnerId.Self, BotName.Parse("grid"));
    private static readonly RecordIdentity Main = RecordIdentity.Of(OwnerId.Self, KeyName.Parse("main"));

    private readonly KeyEncryptionKey _lock;
    private readonly string _directory = Directory.CreateTempSubdirectory("countersign-state-").FullName;

    public SignerStateTests(OpenedLock vault) => _lock = vault.Key;

    private string StatePath => Path.Combine(_directory, "state");

    public void Dispose()
    {
        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }
    }

    [Fact]
    public void Accepts_the_same_and_a_higher_version_and_no_lower_one_ever_again()
    {
        using (SignerState state = Create())
        {
            state.Accept(Grid, 2, out _).ShouldBeTrue();
            state.Accept(Grid, 2, out _).ShouldBeTrue();
            state.Accept(Grid, 5, out _).ShouldBeTrue();
            state.Accept(Grid, 4, out string reason).ShouldBeFalse();
            reason.ShouldBe("bot self/grid has version 4, but the signer knows version 5: the vault was put back");
        }

        using SignerState reopened = Unlock();
        reopened.Accept(Grid, 4, out _).ShouldBeFalse();
        reopened.Accept(Grid, 5, out _).ShouldBeTrue();
        reopened.HighestVersion(Grid).ShouldBe(5UL);
        reopened.HighestVersion(Main).ShouldBe(0UL);
    }

    [Fact]
    public void Keeps_owners_and_kinds_with_the_same_name_apart()
    {
        using SignerState state = Create();
        state.Accept(Grid, 9, out _).ShouldBeTrue();

        state.Accept(RecordIdentity.Of(OwnerId.Self, KeyName.Parse("grid")), 1, out _).ShouldBeTrue();
        state.Accept(RecordIdentity.Of(OwnerId.Parse("other"), BotName.Parse("grid")), 1, out _).ShouldBeTrue();
    }

    [Fact]
    public void Accepts_many_records_with_one_write()
    {
        using SignerState state = Create();
        state.Accept(Main, 3, out _).ShouldBeTrue();
        ulong before = state.Sequence;

        IReadOnlyList<string> reasons = state.AcceptAll([(Grid, 1), (Main, 2), (Main, 3), (Grid, 2)]);

        reasons.Select(reason => reason.Length == 0).ShouldBe([true, false, true, true]);
        state.Sequence.ShouldBe(before + 1);
        state.AcceptAll([(Grid, 2), (Main, 3)]).ShouldAllBe(reason => reason.Length == 0);
        state.Sequence.ShouldBe(before + 1);
    }

    [Fact]
    public void Refuses_every_version_of_what_was_revoked()
    {
        using (SignerState state = Create())
        {
            state.Accept(Grid, 2, out _).ShouldBeTrue();
            state.Revoke(Grid);
            state.Revoke(Main);
        }

        using SignerState reopened = Unlock();
        foreach (RecordIdentity record in new[] { Grid, Main })
        {
            reopened.IsRevoked(record).ShouldBeTrue();
            reopened.Accept(record, ulong.MaxValue, out string reason).ShouldBeFalse();
            reason.ShouldContain("was revoked");
        }
    }

    [Fact]
    public void Revokes_while_locked_and_folds_it_in_at_the_next_unlock()
    {
        Create().Dispose();
        using (SignerState locked = Open())
        {
            locked.IsUnlocked.ShouldBeFalse();
            locked.Revoke(Grid);
            locked.IsRevoked(Grid).ShouldBeTrue();
            Should.Throw<InvalidOperationException>(() => locked.Accept(Main, 1, out _));
        }

        using (SignerState state = Unlock())
        {
            state.Accept(Grid, 1, out _).ShouldBeFalse();
            state.Sequence.ShouldBe(2UL);
        }

        StateImage.TryRead(File.ReadAllBytes(StatePath), out StateImage? image).ShouldBeTrue();
        image!.Pending.ShouldBeEmpty();
        image.Marks[Grid].Revoked.ShouldBeTrue();
    }

    [Fact]
    public void Takes_only_revocations_after_it_is_locked_again()
    {
        using SignerState state = Create();
        state.Lock();

        Should.Throw<InvalidOperationException>(() => state.Accept(Main, 1, out _));
        state.Revoke(Main);
        state.TryUnlock(_lock, 1, out string reason).ShouldBeTrue(reason);
        state.Accept(Main, 1, out _).ShouldBeFalse();
    }

    [Fact]
    public void Refuses_to_start_without_its_file()
    {
        SignerState.TryOpen(StatePath, _lock.Header, out _, out string reason).ShouldBeFalse();

        reason.ShouldContain("is missing although its vault exists");
    }

    [Fact]
    public void Refuses_the_file_of_another_vault()
    {
        Create().Dispose();
        VaultHeader own = _lock.Header;
        var other = new VaultHeader
        {
            MemoryKiB = own.MemoryKiB,
            Passes = own.Passes,
            Salt = own.Salt,
            LockProof = own.LockProof,
            VaultId = new byte[16],
        };

        SignerState.TryOpen(StatePath, other, out _, out string reason).ShouldBeFalse();

        reason.ShouldContain("belongs to another vault");
    }

    [Fact]
    public void Refuses_the_lock_of_another_vault_when_it_was_opened_only_to_revoke()
    {
        Create().Dispose();
        using var passphrase = Secrets.Of(OpenedLock.Passphrase);
        using KeyEncryptionKey other = KeyEncryptionKey.NewLock(Argon2id.Derive, passphrase, KdfCost.Floor);
        SignerState.TryOpen(StatePath, header: null, out SignerState? state, out string reason).ShouldBeTrue(reason);

        using (state)
        {
            state!.Revoke(Grid);
            state.TryUnlock(other, 0, out reason).ShouldBeFalse();
            reason.ShouldContain("belongs to another vault");
            state.TryUnlock(_lock, 0, out reason).ShouldBeTrue(reason);
            state.Accept(Grid, 1, out _).ShouldBeFalse();
        }
    }

    [Fact]
    public void Refuses_a_state_of_the_same_vault_that_another_passphrase_authenticated()
    {
        Create().Dispose();
        using var passphrase = Secrets.Of("another passphrase");
        using KeyEncryptionKey other = KeyEncryptionKey.NewLock(Argon2id.Derive, passphrase, KdfCost.Floor, _lock.Header.VaultId.Span);

        using SignerState state = Open();
        state.TryUnlock(other, 0, out string reason).ShouldBeFalse();
        reason.ShouldContain("was changed by something other than the signer");
    }

    [Fact]
    public void Refuses_a_file_that_is_older_than_what_the_caller_has_seen()
    {
        using (SignerState state = Create())
        {
            File.Copy(StatePath, StatePath + ".yesterday");
            state.Revoke(Grid);
            state.Sequence.ShouldBe(2UL);
        }

        File.Copy(StatePath + ".yesterday", StatePath, overwrite: true);

        using SignerState old = Open();
        old.TryUnlock(_lock, 2, out string reason).ShouldBeFalse();
        reason.ShouldContain("is older than its vault (1 < 2)");
        old.IsUnlocked.ShouldBeFalse();
    }

    [Fact]
    public void Refuses_a_file_torn_at_any_byte()
    {
        byte[] whole = Fill();
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(StatePath, whole[..length]);
            SignerState.TryOpen(StatePath, _lock.Header, out _, out string reason).ShouldBeFalse();
            reason.ShouldContain("is damaged");
        }
    }

    [Fact]
    public void Keeps_the_old_file_when_the_new_one_was_torn_before_it_took_its_place()
    {
        byte[] whole = Fill();
        File.WriteAllBytes(StatePath + AtomicFile.TemporarySuffix, whole[..20]);

        using SignerState state = Unlock();
        state.HighestVersion(Main).ShouldBe(7UL);
        state.Accept(Main, 8, out _).ShouldBeTrue();
        File.Exists(StatePath + AtomicFile.TemporarySuffix).ShouldBeFalse();
    }

    [Trait("Speed", "Slow")]
    [Fact]
    public void Lets_an_edited_file_at_most_revoke()
    {
        byte[] whole = Fill();
        StateImage.TryRead(whole, out StateImage? image).ShouldBeTrue();
        int unlocked = 0;
        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] edited = [.. whole];
            edited[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(StatePath, edited);
            if (!SignerState.TryOpen(StatePath, _lock.Header, out SignerState? state, out _))
            {
                continue;
            }

            using (state)
            {
                if (state.TryUnlock(_lock, 0, out _))
                {
                    unlocked++;
                    (bit / 8).ShouldBeGreaterThanOrEqualTo(image!.AuthenticatedBytes().Length + 32);
                    state.HighestVersion(Main).ShouldBe(7UL);
                    state.IsRevoked(Grid).ShouldBeTrue();
                }
            }
        }

        unlocked.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Refuses_a_second_signer_on_the_same_file()
    {
        using SignerState first = Create();

        SignerState.TryOpen(StatePath, _lock.Header, out _, out string reason).ShouldBeFalse();

        reason.ShouldContain("another signer uses the state");
    }

    [Fact]
    public void Refuses_to_make_a_state_where_there_is_one()
    {
        Create().Dispose();

        SignerState.TryCreate(StatePath, _lock, out _, out string reason).ShouldBeFalse();

        reason.ShouldContain("is there already");
    }

    [Fact]
    public void Stops_for_good_when_it_cannot_write()
    {
        using SignerState state = Create();
        Directory.Delete(_directory, recursive: true);

        Should.Throw<IOException>(() => state.Accept(Grid, 1, out _));

        Directory.CreateDirectory(_directory);
        Should.Throw<IOException>(() => state.Accept(Main, 1, out _)).Message.ShouldContain("could not be written");
        Should.Throw<IOException>(() => state.Revoke(Main));
        state.HighestVersion(Grid).ShouldBe(0UL);
    }

    [Fact]
    public void Is_readable_by_its_user_only()
    {
        Create().Dispose();

        File.GetUnixFileMode(StatePath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private byte[] Fill()
    {
        using (SignerState state = Create())
        {
            state.Accept(Main, 7, out _).ShouldBeTrue();
            state.Revoke(Grid);
        }

        using (SignerState locked = Open())
        {
            locked.Revoke(RecordIdentity.Of(OwnerId.Self, BotName.Parse("later")));
        }

        return File.ReadAllBytes(StatePath);
    }

    private SignerState Create()
    {
        SignerState.TryCreate(StatePath, _lock, out SignerState? state, out string reason).ShouldBeTrue(reason);
        return state!;
    }

    private SignerState Open()
    {
        SignerState.TryOpen(StatePath, _lock.Header, out SignerState? state, out string reason).ShouldBeTrue(reason);
        return state!;
    }

    private SignerState Unlock()
    {
        SignerState state = Open();
        state.TryUnlock(_lock, 0, out string reason).ShouldBeTrue(reason);
        return state;
    }
}
