using static Countersign.Confinement.SystemCalls.ArgumentTest;

namespace Countersign.Confinement.SystemCalls;

/// <summary>
/// The system calls of our processes. What is in no list fails with EPERM. The lists were found by running each process under its filter and are
/// complete for glibc and .NET 10 on x86-64 and arm64; a name that an architecture does not have is passed over.
/// </summary>
internal static class CallLists
{
    private const ulong CLONE_THREAD = 0x10000;
    private const ulong MSG_FASTOPEN = 0x2000_0000;
    private const ulong AF_INET = 2;
    private const ulong AF_INET6 = 10;
    private const ulong SOCK_STREAM = 1;
    private const ulong SOCK_DGRAM = 2;
    private const ulong SOCK_TYPE_MASK = 0xf;

    /// <summary>The process ends at once: nothing of ours calls these, so whoever does is not us.</summary>
    public static readonly string[] Deadly =
    [
        "execve", "execveat", "ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "pidfd_getfd", "kcmp",
        "io_uring_setup", "io_uring_enter", "io_uring_register", "bpf", "perf_event_open", "userfaultfd",
        "add_key", "request_key", "keyctl", "mount", "umount2", "move_mount", "open_tree", "fsopen", "fsmount", "mount_setattr", "pivot_root", "chroot",
        "unshare", "setns", "init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load", "reboot", "swapon", "swapoff",
        "open_by_handle_at", "personality", "modify_ldt", "vmsplice", "iopl", "ioperm",
    ];

    /// <summary>These do not exist, says the filter, and glibc takes the older call, whose arguments can be judged.</summary>
    public static readonly string[] Absent = ["clone3", "openat2", "epoll_pwait2", "futex_waitv"];

    /// <summary>What the runtime, the C library and files need in every process.</summary>
    public static readonly AllowedCall[] Common =
    [
        .. Plain(
            // memory
            "brk", "mmap", "munmap", "mremap", "mprotect", "madvise", "mincore", "mlock", "mlock2", "munlock", "msync", "mbind", "get_mempolicy", "membarrier",
            // threads and time
            "futex", "rseq", "set_robust_list", "set_tid_address", "arch_prctl", "sched_yield", "sched_getaffinity", "sched_setaffinity",
            "sched_getparam", "sched_getscheduler", "sched_get_priority_max", "sched_get_priority_min", "getpriority", "setpriority", "getcpu", "gettid", "getpid", "getppid",
            "exit", "exit_group", "restart_syscall", "clock_gettime", "clock_getres", "clock_nanosleep", "nanosleep", "gettimeofday", "time", "times", "getrusage",
            // signals to itself
            "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "rt_sigsuspend", "rt_sigtimedwait", "sigaltstack",
            // what it is
            "getuid", "geteuid", "getgid", "getegid", "getpgrp", "getpgid", "getsid", "getrlimit", "uname", "sysinfo", "getrandom", "getcwd",
            // files: which of them is Landlock's business
            "open", "openat", "close", "close_range", "read", "pread64", "readv", "preadv", "write", "pwrite64", "writev", "pwritev", "lseek",
            "fstat", "stat", "lstat", "newfstatat", "statx", "statfs", "fstatfs", "access", "faccessat", "faccessat2", "readlink", "readlinkat", "getdents64",
            "dup", "dup2", "dup3", "fcntl", "flock", "fadvise64", "umask",
            // pipes and waiting
            "pipe", "pipe2", "eventfd2", "poll", "ppoll", "select", "pselect6", "epoll_create1", "epoll_ctl", "epoll_wait", "epoll_pwait",
            // sockets that were handed over
            "recvmsg", "recvfrom", "shutdown", "getsockopt", "setsockopt", "getsockname", "getpeername"),

        // Threads, not processes.
        new("clone", Bits(0, CLONE_THREAD, CLONE_THREAD)),

        // Never with a destination, and no connection by the way of sending (TCP Fast Open).
        new("sendmsg", Bits(2, MSG_FASTOPEN, 0)),
        new("sendto", Bits(3, MSG_FASTOPEN, 0), Is(4, 0)),

        // Back to the ordinary scheduler, which the runtime asks for with each thread.
        new("sched_setscheduler", Is(1, 0)),

        // Limits are read, not set.
        new("prlimit64", Is(2, 0)),

        .. Each("prctl", 0, 3 /* get dumpable */, 15 /* set name */, 16 /* get name */, 21 /* get seccomp */, 39 /* get no new privileges */, 0x53564d41 /* name memory */),
        .. Each("ioctl", 1, 0x5401 /* TCGETS */, 0x5411 /* TIOCOUTQ */, 0x5413 /* TIOCGWINSZ */, 0x541b /* FIONREAD */, 0x5421 /* FIONBIO */, 0x5451 /* FIOCLEX */),
    ];

    /// <summary>Changes of its own folder, echo of a terminal that was handed over, and secret memory.</summary>
    public static readonly AllowedCall[] Signer =
    [
        .. Plain(
            "fsync", "fdatasync", "sync_file_range", "ftruncate", "fallocate", "rename", "renameat", "renameat2", "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir",
            "fchmod", "memfd_secret"),
        .. Each("ioctl", 1, 0x5402 /* TCSETS */, 0x5403 /* TCSETSW */, 0x5404 /* TCSETSF */, 0x540f /* TIOCGPGRP */),
    ];

    /// <summary>A listener and what comes over it.</summary>
    public static readonly AllowedCall[] Gateway =
    [
        .. Sockets(SOCK_STREAM),
        .. Plain("bind", "listen", "accept", "accept4"),
    ];

    /// <summary>Connections to the exchange, and questions for its address.</summary>
    public static readonly AllowedCall[] Courier =
    [
        .. Sockets(SOCK_STREAM),
        .. Sockets(SOCK_DGRAM),
        .. Plain("connect", "sendmmsg", "recvmmsg"),
    ];

    /// <summary>Signals only to the process itself.</summary>
    public static AllowedCall[] SignalsTo(int processId) =>
        [new("kill", Is(0, (ulong)processId)), new("tgkill", Is(0, (ulong)processId))];

    private static IEnumerable<AllowedCall> Sockets(ulong type) =>
        new[] { AF_INET, AF_INET6 }.Select(family => new AllowedCall("socket", Is(0, family), Bits(1, SOCK_TYPE_MASK, type)));

    private static IEnumerable<AllowedCall> Plain(params string[] names) => names.Select(static name => new AllowedCall(name));

    private static IEnumerable<AllowedCall> Each(string name, uint argument, params ulong[] values) =>
        values.Select(value => new AllowedCall(name, Is(argument, value)));
}
