using System.Runtime.InteropServices;
using Countersign.Channels;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace Countersign.Cli;

/// <summary>The few calls of the C library that the command line makes itself. Linux, 64 bit.</summary>
internal static unsafe partial class Native
{
    private const string Library = "libc.so.6";
    private const int SIGTERM = 15;
    private const int SIGTTIN = 21;
    private const int SIGTTOU = 22;
    private const nint SIG_IGN = 1;
    private const int SEEK_CUR = 1;
    private const uint FirstAfterStandard = 3;
    private const int CLOSE_RANGE_CLOEXEC = 4;

    /// <summary>What this process creates from now on, nobody but its user can read.</summary>
    internal static void HideNewFiles() => _ = SetMask(0x3F);

    /// <summary>
    /// This process and those it starts are never stopped for reading a terminal from the background: a signer that was asked to read a
    /// passphrase there gets an error and keeps serving its bots.
    /// </summary>
    internal static void IgnoreTerminalStops()
    {
        _ = Signal(SIGTTIN, SIG_IGN);
        _ = Signal(SIGTTOU, SIG_IGN);
    }

    /// <summary>Keeps what our own starter left open from the processes that we start: each gets its control channel and nothing else.</summary>
    internal static void KeepDescriptorsToOurselves() => _ = CloseRange(FirstAfterStandard, uint.MaxValue, CLOSE_RANGE_CLOEXEC);

    /// <summary>True for a plain file, which can be opened and read again; false for a pipe or a terminal.</summary>
    internal static bool CanSeek(Descriptor file) => Seek(file, 0, SEEK_CUR) >= 0;

    /// <summary>Becomes another program; returns only when that failed.</summary>
    internal static void Execute(string path, IReadOnlyList<string> arguments, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var argumentVector = ToVector([path, .. arguments]);
        var environmentVector = ToVector([.. environment.Select(pair => $"{pair.Key}={pair.Value}")]);
        fixed (nint* argumentStart = argumentVector, environmentStart = environmentVector)
        {
            _ = ExecuteVector(path, argumentStart, environmentStart);
        }
    }

    /// <summary>Asks a process to end, as Ctrl-C would.</summary>
    internal static void Terminate(int processId) => _ = Kill(processId, SIGTERM);

    /// <summary>The user we run as.</summary>
    [LibraryImport(Library, EntryPoint = "geteuid")]
    internal static partial uint UserId();

    private static nint[] ToVector(IReadOnlyList<string> texts) => [.. texts.Select(Marshal.StringToCoTaskMemUTF8), 0];

    [LibraryImport(Library, EntryPoint = "umask")]
    private static partial uint SetMask(uint mask);

    [LibraryImport(Library, EntryPoint = "close_range")]
    private static partial int CloseRange(uint first, uint last, int flags);

    [LibraryImport(Library, EntryPoint = "signal")]
    private static partial nint Signal(int number, nint handler);

    [LibraryImport(Library, EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);

    [LibraryImport(Library, EntryPoint = "lseek")]
    private static partial long Seek(SafeHandle descriptor, long offset, int whence);

    [LibraryImport(Library, EntryPoint = "execve", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ExecuteVector(string path, nint* arguments, nint* environment);
}
