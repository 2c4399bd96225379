using Countersign.Core.Names;
using Countersign.Core.Records;
using Microsoft.Data.Sqlite;

namespace Countersign.Vault;

/// <summary>
/// The vault of one machine: a SQLite file, in write-ahead mode with full synchronisation, so that what was stored survives a power
/// failure, and with deleted bytes overwritten. Several processes may have it open. One thread at a time uses an instance.
/// </summary>
public sealed class SqliteVault : IVault
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly SqliteConnection _connection;

    private SqliteVault(SqliteConnection connection) => _connection = connection;

    /// <summary>Opens the vault's file, and makes an empty one where there is none.</summary>
    /// <exception cref="VaultException">It is not a vault, or cannot be opened.</exception>
    public static SqliteVault Open(string path)
    {
        SystemSqlite.EnsureLoaded();
        CreateForOwnerOnly(path);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = 10,
        }.ToString());
        try
        {
            connection.Open();
            Execute(connection, "PRAGMA journal_mode = WAL");
            Execute(connection, "PRAGMA synchronous = FULL");
            Execute(connection, "PRAGMA secure_delete = ON");
            SqliteSchema.Upgrade(connection);
            return new SqliteVault(connection);
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw Fault(exception);
        }
        catch (VaultException)
        {
            connection.Dispose();
            throw;
        }
    }

    public byte[]? ReadHeader() => Guard(() =>
    {
        using var command = Command("SELECT header FROM vault");
        return (byte[]?)command.ExecuteScalar();
    });

    public void Create(ReadOnlySpan<byte> header, ReadOnlySpan<byte> checkpoint)
    {
        var bytes = header.ToArray();
        var seen = SeenCheckpoint.From(checkpoint);
        Change(transaction =>
        {
            using var command = Command(
                "INSERT INTO vault (only_row, header, checkpoint, journal_size) VALUES (1, $header, $checkpoint, $size) ON CONFLICT DO NOTHING",
                transaction, ("$header", bytes), ("$checkpoint", seen.Note), ("$size", seen.Size));
            if (command.ExecuteNonQuery() == 0)
            {
                throw new VaultException("the vault has a header already");
            }
        });
    }

    public byte[] ReadCheckpoint() => Guard(() =>
    {
        using var command = Command("SELECT checkpoint FROM vault");
        return (byte[]?)command.ExecuteScalar() ?? [];
    });

    public void RememberCheckpoint(ReadOnlySpan<byte> checkpoint)
    {
        var seen = SeenCheckpoint.From(checkpoint);
        Change(transaction => Raise(transaction, seen));
    }

    public void ReplaceCheckpoint(ReadOnlySpan<byte> checkpoint)
    {
        var seen = SeenCheckpoint.From(checkpoint);
        Change(transaction =>
        {
            using var command = Command(
                "UPDATE vault SET checkpoint = $checkpoint, journal_size = $size", transaction, ("$checkpoint", seen.Note), ("$size", seen.Size));
            command.ExecuteNonQuery();
        });
    }

    public byte[]? FindDataKey(OwnerId owner) => Guard(() => FindDataKey(transaction: null, owner));

    public IReadOnlyList<StoredDataKey> ListDataKeys() => Guard(() =>
    {
        using var command = Command("SELECT owner, wrapped FROM data_key ORDER BY owner");
        using var reader = command.ExecuteReader();
        var keys = new List<StoredDataKey>();
        while (reader.Read())
        {
            keys.Add(new StoredDataKey(ReadOwner(reader.GetString(0)), (byte[])reader.GetValue(1)));
        }

        return keys;
    });

    public void Store(StoredRecord record, ReadOnlySpan<byte> newDataKey, ReadOnlySpan<byte> checkpoint)
    {
        if (record.IsRevoked)
        {
            throw new ArgumentException("a record without bytes cannot be stored", nameof(record));
        }

        var dataKey = newDataKey.ToArray();
        var seen = SeenCheckpoint.From(checkpoint);
        Change(transaction =>
        {
            StoreDataKey(transaction, record.Identity.Owner, dataKey);
            using var command = Command(
                """
                INSERT INTO record (kind, owner, name, version, revoked, sealed) VALUES ($kind, $owner, $name, $version, 0, $sealed)
                ON CONFLICT (kind, owner, name) DO UPDATE SET version = excluded.version, sealed = excluded.sealed
                WHERE record.revoked = 0 AND record.version < excluded.version
                """,
                transaction, [.. Key(record.Identity), ("$version", checked((long)record.Version)), ("$sealed", record.Sealed)]);
            if (command.ExecuteNonQuery() == 0)
            {
                throw new VaultException($"{record.Identity} is revoked, or stored already in this version or a later one");
            }

            Raise(transaction, seen);
        });
    }

    public StoredRecord? Find(RecordIdentity identity) => Guard(() =>
    {
        using var command = Command(
            "SELECT kind, owner, name, version, sealed FROM record WHERE kind = $kind AND owner = $owner AND name = $name",
            transaction: null, Key(identity));
        using var reader = command.ExecuteReader();
        return reader.Read() ? ReadRecord(reader) : null;
    });

    public IReadOnlyList<StoredRecord> List(RecordKind kind) => Guard(() =>
    {
        using var command = Command(
            "SELECT kind, owner, name, version, sealed FROM record WHERE kind = $kind ORDER BY owner, name",
            transaction: null, ("$kind", (int)kind));
        using var reader = command.ExecuteReader();
        var records = new List<StoredRecord>();
        while (reader.Read())
        {
            records.Add(ReadRecord(reader));
        }

        return records;
    });

    public void Revoke(RecordIdentity identity, ReadOnlySpan<byte> checkpoint)
    {
        var seen = SeenCheckpoint.From(checkpoint);
        Change(transaction =>
        {
            using var command = Command(
                "UPDATE record SET revoked = 1, sealed = NULL WHERE kind = $kind AND owner = $owner AND name = $name",
                transaction, Key(identity));
            command.ExecuteNonQuery();
            Raise(transaction, seen);
        });
    }

    public void Dispose() => _connection.Dispose();

    // Made before SQLite opens it: its journal files take the mode of the database file.
    private static void CreateForOwnerOnly(string path)
    {
        try
        {
            new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.ReadWrite,
                UnixCreateMode = OwnerOnly,
            }).Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new VaultException($"the vault {path} cannot be opened: {exception.Message}", exception);
        }
    }

    private void StoreDataKey(SqliteTransaction transaction, OwnerId owner, byte[] dataKey)
    {
        if (dataKey.Length == 0)
        {
            return;
        }

        // Two first keys of one owner at once: the second one's record is sealed under a data key that would be lost.
        if (FindDataKey(transaction, owner) is not null)
        {
            throw new VaultException($"owner {owner} has a data key already; try again");
        }

        using var command = Command(
            "INSERT INTO data_key (owner, wrapped) VALUES ($owner, $wrapped)",
            transaction, ("$owner", owner.Value), ("$wrapped", dataKey));
        command.ExecuteNonQuery();
    }

    private byte[]? FindDataKey(SqliteTransaction? transaction, OwnerId owner)
    {
        using var command = Command("SELECT wrapped FROM data_key WHERE owner = $owner", transaction, ("$owner", owner.Value));
        return (byte[]?)command.ExecuteScalar();
    }

    private void Raise(SqliteTransaction transaction, SeenCheckpoint seen)
    {
        using var command = Command(
            "UPDATE vault SET checkpoint = $checkpoint, journal_size = $size WHERE journal_size < $size",
            transaction, ("$checkpoint", seen.Note), ("$size", seen.Size));
        command.ExecuteNonQuery();
    }

    private static (string Name, object Value)[] Key(RecordIdentity identity) =>
        [("$kind", (int)identity.Kind), ("$owner", identity.Owner.Value), ("$name", identity.Name)];

    private static StoredRecord ReadRecord(SqliteDataReader reader)
    {
        var kind = (RecordKind)reader.GetInt32(0);
        var identity = new RecordIdentity(ReadOwner(reader.GetString(1)), kind, reader.GetString(2));
        return new StoredRecord(identity, (ulong)reader.GetInt64(3), reader.IsDBNull(4) ? [] : (byte[])reader.GetValue(4));
    }

    private static OwnerId ReadOwner(string text) =>
        OwnerId.TryParse(text, out var owner) ? owner : throw new VaultException("the vault is damaged: it holds an owner that is no name");

    private void Change(Action<SqliteTransaction> change)
    {
        try
        {
            using var transaction = _connection.BeginTransaction(deferred: false);
            change(transaction);
            transaction.Commit();
        }
        catch (SqliteException exception)
        {
            throw Fault(exception);
        }
    }

    private static T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException exception)
        {
            throw Fault(exception);
        }
    }

    private SqliteCommand Command(string text, SqliteTransaction? transaction = null, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = _connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Every caller passes a constant; values go in as parameters.
        command.CommandText = text;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }

    private static void Execute(SqliteConnection connection, string pragma)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every caller passes a constant; pragmas take no parameters.
        command.CommandText = pragma;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static VaultException Fault(SqliteException exception) =>
        new("the vault cannot be read or written: " + exception.Message, exception);
}
