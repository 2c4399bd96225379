using System.Text;
using Countersign.Core.Names;
using Countersign.Core.Records;
using Countersign.Vault;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Vault;

public sealed class SqliteVaultTests : VaultContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string VaultFile => _folder.File("vault.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Its_files_are_for_their_owner_only()
    {
        using var vault = Open();
        vault.Create([1], SeenAt.Size(1));
        var files = Directory.GetFiles(_folder.Path);
        files.Length.ShouldBeGreaterThan(1);
        files.ShouldAllBe(file => File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public void Revoked_bytes_are_overwritten_in_the_file()
    {
        var planted = Encoding.ASCII.GetBytes("planted-sealed-bytes-4711");
        var bot = RecordIdentity.Of(OwnerId.Self, BotName.Parse("thief"));
        using (var vault = Open())
        {
            vault.Store(new StoredRecord(bot, 1, planted), [], SeenAt.Size(1));
        }

        File.ReadAllBytes(VaultFile).AsSpan().IndexOf(planted).ShouldBeGreaterThan(0);
        using (var vault = Open())
        {
            vault.Revoke(bot, SeenAt.Size(2));
        }

        Directory.GetFiles(_folder.Path).Where(file => File.ReadAllBytes(file).AsSpan().IndexOf(planted) >= 0).ShouldBeEmpty();
    }

    [Fact]
    public void Refuses_a_file_that_is_no_database()
    {
        File.WriteAllText(VaultFile, "this is a shopping list and has been one for more than a hundred bytes, which is how long a database's head is");
        Should.Throw<VaultException>(Open).Message.ShouldContain("vault");
    }

    [Theory]
    [InlineData("CREATE TABLE notes (text TEXT)", "another program")]
    [InlineData("PRAGMA application_id = 1129531214; PRAGMA user_version = 99", "later release")]
    public void Refuses_the_database_of_another_program_or_of_a_later_release(string statements, string reason)
    {
        Open().Dispose();
        File.Delete(VaultFile);
        using (var connection = new SqliteConnection($"Data Source={VaultFile};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are the rows above.
            command.CommandText = statements;
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }

        Should.Throw<VaultException>(Open).Message.ShouldContain(reason);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        Should.Throw<VaultException>(() => SqliteVault.Open("/nowhere/at/all/vault.db")).Message.ShouldContain("/nowhere/at/all/vault.db");
    }

    protected override IVault Open() => SqliteVault.Open(VaultFile);
}
