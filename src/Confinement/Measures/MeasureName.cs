namespace Countersign.Confinement.Measures;

/// <summary>What a process does to confine itself. The names stand on the wire and in <c>--json</c>, in lower case.</summary>
public enum MeasureName
{
    /// <summary>No other process of the same user may trace it or read its memory.</summary>
    Undumpable,

    /// <summary>A crash writes no core.</summary>
    NoCore,

    /// <summary>No program that it might start gains rights (set-user-id, file capabilities).</summary>
    NoNewPrivileges,

    /// <summary>A clean environment, no runtime diagnostics, no inherited descriptors but the control channel.</summary>
    CleanStart,

    /// <summary>Only its own files can be opened (Landlock).</summary>
    Files,

    /// <summary>TCP only as far as its work needs (Landlock).</summary>
    Tcp,

    /// <summary>No signal to, and no abstract socket of, a process outside (Landlock).</summary>
    Scope,

    /// <summary>Only the system calls that it needs (seccomp).</summary>
    SystemCalls,

    /// <summary>Its secrets are never written to swap.</summary>
    LockedMemory,

    /// <summary>Its secrets are in memory that not even the kernel maps (memfd_secret).</summary>
    SecretMemory,
}
