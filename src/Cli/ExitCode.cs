namespace Countersign.Cli;

/// <summary>What the command line's exit status says; part of its contract, described in docs/command-line.md.</summary>
internal enum ExitCode
{
    Ok = 0,

    /// <summary>Refused, or failed for a reason that has no number of its own.</summary>
    Failed = 1,

    /// <summary>The command was not understood; nothing was done.</summary>
    Usage = 2,

    /// <summary>The passphrase is wrong or could not be read.</summary>
    Passphrase = 3,

    /// <summary>The home holds no vault yet.</summary>
    NotInitialised = 4,

    /// <summary>Another <c>up</c>, or a command that takes its place, uses the home.</summary>
    AlreadyRunning = 5,

    /// <summary>Something is asked of a running Countersign, and none runs on the home.</summary>
    NotRunning = 6,

    /// <summary>What is stored was changed, or set back to an older state.</summary>
    Integrity = 7,

    /// <summary>A measure that keeps the processes apart is off and could be on.</summary>
    NotIsolated = 8,
}
