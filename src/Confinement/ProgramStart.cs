using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using Countersign.Confinement.Kernel;
using Countersign.Confinement.Measures;
using Countersign.Confinement.SystemCalls;

namespace Countersign.Confinement;

/// <summary>
/// The start of a process that confines itself before anything secret reaches it. A .NET program has threads before its first line, and
/// Landlock restricts only the thread that asks and what it executes. So the first start restricts itself and executes the same program again, with
/// a clean environment and no descriptors but the control channel; the second, in which everything is restricted from its first thread on, adds the
/// filter of system calls and asks the kernel what holds.
/// </summary>
/// <example><code>
/// var start = ProgramStart.From(args);
/// … read start.Arguments …
/// var report = start.Confine(Profile.Courier(), control);
/// </code></example>
public sealed unsafe class ProgramStart
{
    /// <summary>The last argument of a second start.</summary>
    internal const string Marker = "--confined";

    private const uint FirstAfterStandard = 3;
    private const int Failed = 1;

    private readonly bool _isSecond;

    private ProgramStart(string[] arguments, bool isSecond) => (Arguments, _isSecond) = (arguments, isSecond);

    /// <summary>The program's own arguments.</summary>
    public string[] Arguments { get; }

    /// <summary>Takes the arguments apart.</summary>
    public static ProgramStart From(string[] arguments) =>
        arguments is [.. var own, Marker] ? new ProgramStart(own, isSecond: true) : new ProgramStart(arguments, isSecond: false);

    /// <summary>
    /// Confines the process. At the first start it does not return: the process becomes its second start. It ends the process, with a line on
    /// standard error, when the kernel has a measure and refuses it; a measure that is not to be had is in the report.
    /// </summary>
    /// <param name="profile">The same at both starts.</param>
    /// <param name="control">The descriptor of the control channel.</param>
    public ConfinementReport Confine(Profile profile, int control)
    {
        try
        {
            RestrictProcess();
            if (!_isSecond)
            {
                RestrictFiles(profile);
                StartAgain(control);
            }

            return RestrictCalls(profile);
        }
        catch (Exception exception) when (exception is Win32Exception or IOException)
        {
            Console.Error.WriteLine($"{profile.Name}: the process cannot confine itself: {exception.Message}");
            Environment.Exit(Failed);
            throw;
        }
    }

    // At both starts: a program that is executed is dumpable again. What is refused here shows in the report.
    private static void RestrictProcess()
    {
        _ = Libc.Control(Libc.PR_SET_DUMPABLE, 0, 0, 0, 0);
        _ = Libc.SetLimit(Libc.RLIMIT_CORE, new Libc.ResourceLimit());
        _ = Libc.Control(Libc.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    }

    private static void RestrictFiles(Profile profile)
    {
        if (Landlock.Version == 0)
        {
            return;
        }

        using var rules = new Landlock(profile.MayConnect);
        RuntimeFiles.Allow(rules);
        foreach (var path in profile.Readable)
        {
            rules.Allow(path, LandlockRights.Read);
        }

        foreach (var folder in profile.Writable)
        {
            rules.Allow(folder, LandlockRights.Write);
        }

        if (profile.ListeningPort is { } port)
        {
            rules.AllowListening(port);
        }

        rules.Apply();
    }

    private static void StartAgain(int control)
    {
        // The runtime still uses its own descriptors: they close when the program is executed, and the control channel does not.
        _ = Libc.CloseRange(FirstAfterStandard, uint.MaxValue, Libc.CLOSE_RANGE_CLOEXEC);
        _ = Libc.DescriptorControl(control, Libc.F_SETFD, 0);
        _ = Libc.DescriptorControl(RuntimeFiles.OwnProcess, Libc.F_SETFD, 0);
        var arguments = ToVector([.. File.ReadAllText("/proc/self/cmdline", Encoding.UTF8).TrimEnd('\0').Split('\0'), Marker]);
        var environment = ToVector([.. CleanEnvironment.Variables.Select(static pair => $"{pair.Key}={pair.Value}")]);
        fixed (nint* argumentStart = arguments, environmentStart = environment)
        {
            _ = Libc.Execute(RuntimeFiles.Program, argumentStart, environmentStart);
        }

        throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    private static ConfinementReport RestrictCalls(Profile profile)
    {
        // Before the filter, which would answer some of these questions itself.
        Measure[] before = [.. Inspection.Process(), .. Inspection.Files(profile)];
        if (SystemCallFilter.IsPossible && SystemCallFilter.IsAvailable)
        {
            SystemCallFilter.Apply([.. CallLists.Common, .. CallLists.SignalsTo(Environment.ProcessId), .. profile.Calls]);
        }

        return new ConfinementReport([.. before, Inspection.SystemCalls()]);
    }

    private static nint[] ToVector(string[] texts) => [.. texts.Select(Marshal.StringToCoTaskMemUTF8), 0];
}
