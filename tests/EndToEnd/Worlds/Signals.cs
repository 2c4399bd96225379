using System.Runtime.InteropServices;

namespace Countersign.EndToEnd.Worlds;

/// <summary>Signals to processes that a test started itself.</summary>
internal static partial class Signals
{
    /// <summary>What a forbidden system call ends a process with. The runtime leaves it alone, and the kernel would dump a core.</summary>
    public const int BadSystemCall = 31;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    public static void Send(int processId, int signal)
    {
        if (Send(processId, signal, out var error) != 0)
        {
            throw new InvalidOperationException($"signal {signal} to process {processId}: error {error}");
        }
    }

    /// <summary>False for one that ended, also when nobody has read its status yet.</summary>
    public static bool IsAlive(int processId)
    {
        try
        {
            var status = File.ReadAllText($"/proc/{processId}/stat");
            return status[status.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static int Send(int processId, int signal, out int error)
    {
        var result = KillProcess(processId, signal);
        error = Marshal.GetLastPInvokeError();
        return result;
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int KillProcess(int processId, int signal);
}
