using Countersign.Confinement.Kernel;

namespace Countersign.Confinement;

/// <summary>What every .NET process has to open: its program, the runtime, shared libraries, and facts about itself and the machine.</summary>
internal static class RuntimeFiles
{
    private static readonly string[] Libraries = ["/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/local/lib", "/etc/ld.so.cache"];

    private static readonly string[] Interpreters = ["/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1"];

    // Sizes of memory and caches, and the limits of its control group.
    private static readonly string[] Facts =
        ["/proc/meminfo", "/proc/stat", "/proc/cpuinfo", "/proc/filesystems", "/sys/fs/cgroup", "/sys/devices/system", "/dev/urandom"];

    /// <summary>The program that runs: ours, or the launcher of .NET with ours as its argument.</summary>
    public static string Program { get; } = Environment.ProcessPath ?? throw new FileNotFoundException("the program's own file is not known");

    /// <summary>
    /// Its own folder in <c>/proc</c>, held open to the end: a rule lives as long as the kernel's object for the folder, and that one is made anew when
    /// nobody holds it.
    /// </summary>
    public static int OwnProcess { get; } = Libc.Open("/proc/self", Libc.O_PATH | Libc.O_DIRECTORY | Libc.O_CLOEXEC);

    public static void Allow(Landlock rules)
    {
        rules.Allow(Program, LandlockRights.ReadFile | LandlockRights.Execute);
        rules.Allow(AppContext.BaseDirectory, LandlockRights.Read);
        rules.Allow(Path.Combine(CleanEnvironment.Root, "host"), LandlockRights.Read);
        rules.Allow(Path.Combine(CleanEnvironment.Root, "shared"), LandlockRights.Read);
        foreach (var interpreter in Interpreters)
        {
            rules.Allow(interpreter, LandlockRights.ReadFile | LandlockRights.Execute);
        }

        foreach (var path in Libraries.Concat(Facts))
        {
            rules.Allow(path, LandlockRights.Read);
        }

        rules.Allow("/proc/self", LandlockRights.Read);
        rules.Allow("/dev/null", LandlockRights.ReadFile | LandlockRights.WriteFile);
    }
}
