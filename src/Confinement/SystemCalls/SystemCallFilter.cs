using System.ComponentModel;
using System.Runtime.InteropServices;
using Countersign.Confinement.Kernel;

namespace Countersign.Confinement.SystemCalls;

/// <summary>A filter of system calls for all threads of the process, for good (<c>seccomp(2)</c>).</summary>
internal static unsafe class SystemCallFilter
{
    private const int EPERM = 1;
    private const int ENOSYS = 38;

    /// <summary>True when the library that makes filters is installed.</summary>
    public static bool IsAvailable { get; } =
        NativeLibrary.TryLoad(LibSeccomp.Library, typeof(SystemCallFilter).Assembly, DllImportSearchPath.SafeDirectories, out _);

    /// <summary>True when the kernel has filters.</summary>
    public static bool IsPossible { get; } = Libc.Control(Libc.PR_GET_SECCOMP, 0, 0, 0, 0) >= 0;

    /// <summary>True when the kernel filters our calls.</summary>
    public static bool IsOn => Libc.Control(Libc.PR_GET_SECCOMP, 0, 0, 0, 0) == Libc.SECCOMP_MODE_FILTER;

    /// <summary>Applies it to every thread there is and will be.</summary>
    /// <exception cref="Win32Exception">The kernel or the library refuses.</exception>
    public static void Apply(IEnumerable<AllowedCall> allowed)
    {
        var context = LibSeccomp.seccomp_init(LibSeccomp.Errno | EPERM);
        if (context == 0)
        {
            throw new Win32Exception("libseccomp does not start");
        }

        try
        {
            Check(LibSeccomp.seccomp_attr_set(context, LibSeccomp.AttributeThreads, 1));
            Check(LibSeccomp.seccomp_attr_set(context, LibSeccomp.AttributeOptimize, 2));
            foreach (var name in CallLists.Deadly)
            {
                Add(context, LibSeccomp.KillProcess, new AllowedCall(name));
            }

            foreach (var name in CallLists.Absent)
            {
                Add(context, LibSeccomp.Errno | ENOSYS, new AllowedCall(name));
            }

            foreach (var call in allowed)
            {
                Add(context, LibSeccomp.Allow, call);
            }

            Check(LibSeccomp.seccomp_load(context));
        }
        finally
        {
            LibSeccomp.seccomp_release(context);
        }
    }

    private static void Add(nint context, uint action, AllowedCall call)
    {
        // Negative: not of this architecture, or newer than the library, and then denied like all else.
        var number = LibSeccomp.seccomp_syscall_resolve_name(call.Name);
        if (number < 0)
        {
            return;
        }

        var conditions = call.Conditions ?? [];
        fixed (ArgumentTest* tests = conditions)
        {
            Check(LibSeccomp.seccomp_rule_add_array(context, action, number, (uint)conditions.Length, tests));
        }
    }

    private static void Check(int result)
    {
        if (result < 0)
        {
            throw new Win32Exception(-result);
        }
    }
}
