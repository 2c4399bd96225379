using System.Runtime.InteropServices;

namespace Countersign.Confinement;

/// <summary>The whole environment of our processes: nothing of their starter's, so that nothing of it can steer them.</summary>
public static class CleanEnvironment
{
    /// <summary>
    /// What .NET needs: no diagnostics port, one heap whose youngest part is 4 MiB whatever the processor's caches, text as UTF-8, where the runtime is;
    /// and what arrives at a socket is handled by the thread that found it, because to wake another costs as much as a signature.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Variables { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["LANG"] = "C.UTF-8",
        ["DOTNET_EnableDiagnostics"] = "0",
        ["DOTNET_gcServer"] = "0",
        ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1",
        ["DOTNET_GCgen0size"] = "400000",
        ["DOTNET_ROOT"] = RuntimeRoot(RuntimeEnvironment.GetRuntimeDirectory()),
    };

    /// <summary>The folder of the installed runtime.</summary>
    internal static string Root => Variables["DOTNET_ROOT"];

    // .../shared/Microsoft.NETCore.App/10.0.1/ lies three below the root that the launcher of a program looks for.
    private static string RuntimeRoot(string runtimeFolder) => Path.GetFullPath(Path.Combine(runtimeFolder, "..", "..", ".."));
}
