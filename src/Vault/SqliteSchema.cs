using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Countersign.Vault;

/// <summary>The tables of the SQLite vault and the steps from one version of them to the next, kept in <c>user_version</c>.</summary>
internal static class SqliteSchema
{
    // "CSGN": tells a vault from any other database before anything is written to it.
    private const int ApplicationId = 0x4353474E;

    // Step n brings a database from version n to n + 1; a released step never changes.
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE vault (
            only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
            header BLOB NOT NULL,
            checkpoint BLOB NOT NULL,
            journal_size INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE data_key (
            owner TEXT PRIMARY KEY,
            wrapped BLOB NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE record (
            kind INTEGER NOT NULL,
            owner TEXT NOT NULL,
            name TEXT NOT NULL,
            version INTEGER NOT NULL,
            revoked INTEGER NOT NULL CHECK (revoked IN (0, 1)),
            sealed BLOB,
            PRIMARY KEY (kind, owner, name),
            CHECK ((sealed IS NULL) = revoked)
        ) STRICT, WITHOUT ROWID;
        """,
    ];

    /// <summary>Brings the database to the version of this release.</summary>
    /// <exception cref="VaultException">It is another program's database, or a later release wrote it.</exception>
    internal static void Upgrade(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var version = Pragma(connection, transaction, "user_version");
        var application = Pragma(connection, transaction, "application_id");
        if (application != ApplicationId && (application != 0 || version != 0 || HasTables(connection, transaction)))
        {
            throw new VaultException("the file is a database of another program, not a vault");
        }

        if (version > Steps.Length)
        {
            throw new VaultException("a later release of countersign wrote this vault; use that release");
        }

        for (; version < Steps.Length; version++)
        {
            Execute(connection, transaction, Steps[version]);
        }

        Execute(connection, transaction, string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}"));
        Execute(connection, transaction, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Steps.Length}"));
        transaction.Commit();
    }

    private static bool HasTables(SqliteConnection connection, SqliteTransaction transaction) =>
        Number(connection, transaction, "SELECT count(*) FROM sqlite_master") != 0;

    private static long Pragma(SqliteConnection connection, SqliteTransaction transaction, string name) =>
        Number(connection, transaction, "PRAGMA " + name);

    private static long Number(SqliteConnection connection, SqliteTransaction transaction, string text)
    {
        using var command = Command(connection, transaction, text);
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(SqliteConnection connection, SqliteTransaction transaction, string text)
    {
        using var command = Command(connection, transaction, text);
        command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(SqliteConnection connection, SqliteTransaction transaction, string text)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // The texts are the constants above; pragmas take no parameters.
        command.CommandText = text;
#pragma warning restore CA2100
        return command;
    }
}
