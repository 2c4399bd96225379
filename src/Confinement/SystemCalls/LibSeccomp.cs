using System.Runtime.InteropServices;

namespace Countersign.Confinement.SystemCalls;

/// <summary>libseccomp 2.5 as declared in <c>seccomp.h</c>: it knows the numbers of system calls and makes the filter's program. Errors are negative errno.</summary>
internal static unsafe partial class LibSeccomp
{
    public const string Library = "libseccomp.so.2";

    public const uint KillProcess = 0x8000_0000;
    public const uint Errno = 0x0005_0000;
    public const uint Allow = 0x7fff_0000;

    /// <summary>All threads at once, or none.</summary>
    public const int AttributeThreads = 4;

    /// <summary>2: a binary tree instead of a chain of comparisons.</summary>
    public const int AttributeOptimize = 8;


    [LibraryImport(Library)]
    public static partial nint seccomp_init(uint defaultAction);

    [LibraryImport(Library)]
    public static partial void seccomp_release(nint context);

    [LibraryImport(Library)]
    public static partial int seccomp_attr_set(nint context, int attribute, uint value);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int seccomp_syscall_resolve_name(string name);

    [LibraryImport(Library)]
    public static partial int seccomp_rule_add_array(nint context, uint action, int call, uint count, ArgumentTest* tests);

    [LibraryImport(Library)]
    public static partial int seccomp_load(nint context);
}
