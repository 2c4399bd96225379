namespace Countersign.Confinement.Measures;

/// <summary>What people read about the measures.</summary>
internal static class MeasureText
{
    private const string Landlock = "run a kernel with Landlock, and name landlock in its parameter lsm=";

    public static string KeyOf(MeasureName name) => name switch
    {
        MeasureName.Undumpable => "undumpable",
        MeasureName.NoCore => "no-core",
        MeasureName.NoNewPrivileges => "no-new-privileges",
        MeasureName.CleanStart => "clean-start",
        MeasureName.Files => "files",
        MeasureName.Tcp => "tcp",
        MeasureName.Scope => "scope",
        MeasureName.SystemCalls => "system-calls",
        MeasureName.LockedMemory => "locked-memory",
        MeasureName.SecretMemory => "secret-memory",
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, message: null),
    };

    public static bool TryName(string key, out MeasureName name)
    {
        foreach (var candidate in Enum.GetValues<MeasureName>())
        {
            if (KeyOf(candidate) == key)
            {
                name = candidate;
                return true;
            }
        }

        name = default;
        return false;
    }

    public static (string Why, string Remedy) Of(MeasureName name) => name switch
    {
        MeasureName.Undumpable => (
            "another program of the same user could read its memory",
            "allow prctl(PR_SET_DUMPABLE) where it runs, such as in the container's profile"),
        MeasureName.NoCore => (
            "a crash would write its memory to a file",
            "allow setrlimit(RLIMIT_CORE) where it runs, such as in the container's profile"),
        MeasureName.NoNewPrivileges => (
            "a program that it is made to start could gain rights",
            "allow prctl(PR_SET_NO_NEW_PRIVS) where it runs, such as in the container's profile"),
        MeasureName.CleanStart => (
            "what its starter left in environment and descriptors could steer it",
            "start it with countersign up"),
        MeasureName.Files => (
            "whoever takes it over could read and write the user's other files",
            Landlock + " (5.13 or newer)"),
        MeasureName.Tcp => (
            "whoever takes it over is kept from the network by the system-call filter alone",
            Landlock + " (6.7 or newer)"),
        MeasureName.Scope => (
            "whoever takes it over is kept from other processes' signals and abstract sockets by the system-call filter alone",
            Landlock + " (6.12 or newer)"),
        MeasureName.SystemCalls => (
            "whoever takes it over could start programs, trace processes and use the whole surface of the kernel",
            "apt-get install libseccomp2, on a kernel with seccomp filters"),
        MeasureName.LockedMemory => (
            "secrets could be written to swap",
            "raise the limit of locked memory: LimitMEMLOCK= in the unit, or ulimit -l in the shell"),
        MeasureName.SecretMemory => (
            "root and whoever breaks the kernel's boundaries could read the secrets in its memory more easily",
            "run a kernel of 5.14 or newer with CONFIG_SECRETMEM; before 6.5 it also needs the parameter secretmem.enable=1"),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, message: null),
    };
}
