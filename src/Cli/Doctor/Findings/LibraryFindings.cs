using System.Runtime.InteropServices;
using Countersign.Confinement.Measures;

namespace Countersign.Cli.Doctor.Findings;

/// <summary>The libraries that the processes use, and their versions.</summary>
internal static unsafe class LibraryFindings
{
    private const string Why = "the programs need it";
    private const int EncodedVersion = 0;

    internal static IEnumerable<Finding> All() =>
    [
        Of("libsodium", "libsodium.so.23", "sodium_version_string", static function => Text(((delegate* unmanaged<byte*>)function)()), "libsodium23"),
        Of("openssl", "libcrypto.so.3", "OpenSSL_version", static function => Text(((delegate* unmanaged<int, byte*>)function)(EncodedVersion)), "libssl3"),
        Of("libseccomp", "libseccomp.so.2", "seccomp_version", static function => Seccomp(((delegate* unmanaged<uint*>)function)()), "libseccomp2"),
        Of("sqlite", "libsqlite3.so.0", "sqlite3_libversion", static function => Text(((delegate* unmanaged<byte*>)function)()), "libsqlite3-0"),
        new("libraries", "dotnet", MeasureState.On, Environment.Version.ToString(), Why, ""),
    ];

    private static Finding Of(string name, string file, string symbol, Func<nint, string> version, string package)
    {
        var remedy = $"apt-get install {package}";
        return NativeLibrary.TryLoad(file, typeof(LibraryFindings).Assembly, DllImportSearchPath.SafeDirectories, out var library)
            && NativeLibrary.TryGetExport(library, symbol, out var function)
            ? new Finding("libraries", name, MeasureState.On, version(function), Why, remedy)
            : new Finding("libraries", name, MeasureState.Off, $"{file} is not there", Why, remedy);
    }

    private static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    // struct scmp_version: major, minor, micro.
    private static string Seccomp(uint* version) => FormattableString.Invariant($"{version[0]}.{version[1]}.{version[2]}");
}
