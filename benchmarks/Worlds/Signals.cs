using System.Runtime.InteropServices;

namespace Countersign.Benchmarks.Worlds;

/// <summary>Signals to processes that the bench started (signal(7)).</summary>
internal static partial class Signals
{
    /// <summary>SIGUSR1, as .NET takes it where it has no name for it.</summary>
    public const PosixSignal User1 = (PosixSignal)10;

    public static void Terminate(int processId) => _ = Send(processId, 15);

    public static void SendUser1(int processId) => _ = Send(processId, (int)User1);

    [LibraryImport("libc.so.6", EntryPoint = "kill"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Send(int processId, int signal);
}
