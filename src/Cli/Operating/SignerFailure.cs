namespace Countersign.Cli.Operating;

/// <summary>Why the signer did not do what an operator asked: a stable code and one clear sentence.</summary>
internal sealed record SignerFailure(string Code, string Sentence)
{
    /// <summary>As the end of a command.</summary>
    internal CommandFailedException ToException()
    {
        var (exitCode, hint) = Code switch
        {
            "passphrase" => (ExitCode.Passphrase, "give it again, or name the right file with --passphrase-file"),
            "token" => (ExitCode.Failed, "see docs/tokens.md"),
            "locked" => (ExitCode.Failed, "unlock the signer with: countersign unlock"),
            "integrity" => (ExitCode.Integrity, "do not restore vault or journal one without the other; see docs/operators-guide.md"),
            _ => (ExitCode.Failed, ""),
        };
        return new CommandFailedException(exitCode, Code, Sentence, hint);
    }
}
