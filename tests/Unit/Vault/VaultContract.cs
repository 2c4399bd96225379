using Countersign.Core.Names;
using Countersign.Core.Records;
using Countersign.Vault;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Vault;

/// <summary>What every store of sealed records does. A new store derives one class from it.</summary>
public abstract class VaultContract
{
    private static readonly OwnerId Alice = OwnerId.Parse("alice");
    private static readonly RecordIdentity Key = RecordIdentity.Of(OwnerId.Self, KeyName.Parse("main"));
    private static readonly RecordIdentity Bot = RecordIdentity.Of(OwnerId.Self, BotName.Parse("main"));

    /// <summary>Opens the same vault again at each call.</summary>
    protected abstract IVault Open();

    [Fact]
    public void Is_empty_at_first()
    {
        using var vault = Open();
        vault.ReadHeader().ShouldBeNull();
        vault.ReadCheckpoint().ShouldBeEmpty();
        vault.ListDataKeys().ShouldBeEmpty();
        vault.List(RecordKind.ExchangeKey).ShouldBeEmpty();
        vault.Find(Key).ShouldBeNull();
        vault.FindDataKey(OwnerId.Self).ShouldBeNull();
    }

    [Fact]
    public void Keeps_the_header_and_refuses_another()
    {
        using (var vault = Open())
        {
            vault.Create([1, 2, 3], SeenAt.Size(5));
        }

        using var again = Open();
        Should.Throw<VaultException>(() => again.Create([4], SeenAt.Size(9)));
        again.ReadHeader().ShouldBe([1, 2, 3]);
        again.ReadCheckpoint().ShouldBe(SeenAt.Size(5));
    }

    [Fact]
    public void Remembers_the_checkpoint_of_the_most_entries()
    {
        using var vault = Open();
        vault.Create([1], SeenAt.Size(5));
        vault.RememberCheckpoint(SeenAt.Size(9));
        vault.RememberCheckpoint(SeenAt.Size(7));
        vault.RememberCheckpoint([]);
        vault.ReadCheckpoint().ShouldBe(SeenAt.Size(9));
        Should.Throw<VaultException>(() => vault.RememberCheckpoint([1, 2, 3]));

        vault.ReplaceCheckpoint(SeenAt.Size(7));
        vault.ReadCheckpoint().ShouldBe(SeenAt.Size(7));
    }

    [Fact]
    public void Keeps_a_record_with_its_owners_data_key()
    {
        using (var vault = Open())
        {
            vault.Create([1], SeenAt.Size(1));
            vault.Store(new StoredRecord(Key, 1, [10, 11]), [20, 21], SeenAt.Size(2));
        }

        using var again = Open();
        var record = again.Find(Key).ShouldNotBeNull();
        record.Identity.ShouldBe(Key);
        record.Version.ShouldBe(1UL);
        record.Sealed.ShouldBe([10, 11]);
        again.FindDataKey(OwnerId.Self).ShouldBe([20, 21]);
        again.ReadCheckpoint().ShouldBe(SeenAt.Size(2));
    }

    [Fact]
    public void A_key_and_a_bot_of_one_name_are_two_records()
    {
        using var vault = Open();
        vault.Store(new StoredRecord(Key, 1, [1]), [9], SeenAt.Size(1));
        vault.Store(new StoredRecord(Bot, 1, [2]), [], SeenAt.Size(2));
        vault.List(RecordKind.ExchangeKey).ShouldHaveSingleItem().Sealed.ShouldBe([1]);
        vault.List(RecordKind.Bot).ShouldHaveSingleItem().Sealed.ShouldBe([2]);
    }

    [Fact]
    public void Lists_by_owner_then_name()
    {
        using var vault = Open();
        foreach (var (owner, name) in new[] { (OwnerId.Self, "b"), (Alice, "z"), (OwnerId.Self, "a") })
        {
            vault.Store(new StoredRecord(RecordIdentity.Of(owner, KeyName.Parse(name)), 1, [1]), [], SeenAt.Size(1));
        }

        vault.List(RecordKind.ExchangeKey).Select(record => $"{record.Identity.Owner}/{record.Identity.Name}")
            .ShouldBe(["alice/z", "self/a", "self/b"]);
    }

    [Theory]
    [InlineData(2UL)]
    [InlineData(1UL)]
    public void Refuses_a_record_as_old_as_the_stored_one(ulong version)
    {
        using var vault = Open();
        vault.Store(new StoredRecord(Key, 2, [1]), [], SeenAt.Size(1));
        Should.Throw<VaultException>(() => vault.Store(new StoredRecord(Key, version, [2]), [], SeenAt.Size(2)));
        vault.Find(Key).ShouldNotBeNull().Sealed.ShouldBe([1]);
    }

    [Fact]
    public void A_later_version_replaces_the_earlier_one()
    {
        using var vault = Open();
        vault.Store(new StoredRecord(Key, 1, [1]), [], SeenAt.Size(1));
        vault.Store(new StoredRecord(Key, 3, [3]), [], SeenAt.Size(2));
        vault.List(RecordKind.ExchangeKey).ShouldHaveSingleItem().Version.ShouldBe(3UL);
    }

    [Fact]
    public void A_second_data_key_for_an_owner_is_refused_together_with_its_record()
    {
        using var vault = Open();
        vault.Store(new StoredRecord(Key, 1, [1]), [7], SeenAt.Size(1));
        Should.Throw<VaultException>(() => vault.Store(new StoredRecord(Bot, 1, [2]), [8], SeenAt.Size(2)));
        vault.FindDataKey(OwnerId.Self).ShouldBe([7]);
        vault.Find(Bot).ShouldBeNull();
    }

    [Fact]
    public void A_revoked_record_loses_its_bytes_and_never_comes_back()
    {
        using var vault = Open();
        vault.Create([1], SeenAt.Size(1));
        vault.Store(new StoredRecord(Bot, 1, [1]), [], SeenAt.Size(2));
        vault.Revoke(Bot, SeenAt.Size(3));
        vault.Revoke(Bot, SeenAt.Size(3));

        var revoked = vault.Find(Bot).ShouldNotBeNull();
        revoked.IsRevoked.ShouldBeTrue();
        revoked.Sealed.ShouldBeEmpty();
        vault.ReadCheckpoint().ShouldBe(SeenAt.Size(3));
        Should.Throw<VaultException>(() => vault.Store(new StoredRecord(Bot, 2, [1]), [], SeenAt.Size(4)));
    }

    [Fact]
    public void Revoking_what_is_not_there_changes_nothing()
    {
        using var vault = Open();
        vault.Revoke(Bot, SeenAt.Size(1));
        vault.List(RecordKind.Bot).ShouldBeEmpty();
    }

    [Fact]
    public void Two_open_vaults_see_each_others_changes()
    {
        using var one = Open();
        using var other = Open();
        one.Store(new StoredRecord(Key, 1, [1]), [5], SeenAt.Size(1));
        other.Find(Key).ShouldNotBeNull();
        other.Revoke(Key, SeenAt.Size(2));
        one.Find(Key).ShouldNotBeNull().IsRevoked.ShouldBeTrue();
    }

    [Fact]
    public void Names_are_never_read_as_commands_of_the_store()
    {
        using var vault = Open();
        var odd = new RecordIdentity(OwnerId.Self, RecordKind.Bot, "'; DROP TABLE record; --");
        vault.Store(new StoredRecord(odd, 1, [1]), [], SeenAt.Size(1));
        vault.Find(odd).ShouldNotBeNull().Sealed.ShouldBe([1]);
    }
}
