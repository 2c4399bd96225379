using System.Runtime.InteropServices;
using SQLitePCL;

namespace Countersign.Vault;

/// <summary>
/// Points the SQLite provider at the system's library, which the distribution patches; no native library travels with the product.
/// </summary>
internal static class SystemSqlite
{
    private const string Library = "libsqlite3.so.0";

    private static readonly Lazy<bool> Loaded = new(Load);

    /// <summary>Once per process, before the first connection.</summary>
    /// <exception cref="VaultException">The library is not installed.</exception>
    internal static void EnsureLoaded() => _ = Loaded.Value;

    private static bool Load()
    {
        if (!NativeLibrary.TryLoad(Library, out var library))
        {
            throw new VaultException($"{Library} is not installed; install it with: apt-get install libsqlite3-0");
        }

        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, (name, _, _) => name == "e_sqlite3" ? library : 0);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return true;
    }
}
