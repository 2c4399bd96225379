namespace Countersign.Cli;

/// <summary>A command ends without having done what it was asked. Caught once, at the edge of the process.</summary>
internal sealed class CommandFailedException : Exception
{
    public CommandFailedException(ExitCode exitCode, string code, string sentence, string hint = "")
        : base(sentence) => (ExitCode, Code, Hint) = (exitCode, code, hint);

    internal ExitCode ExitCode { get; }

    /// <summary>Stable, kebab-case, for machines.</summary>
    internal string Code { get; }

    /// <summary>The next step; empty when there is none to name.</summary>
    internal string Hint { get; }
}
