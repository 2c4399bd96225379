namespace Countersign.Cli.Commands;

/// <summary>Reads what people write about what may be done.</summary>
internal static class PolicyFile
{
    /// <summary>The whole file.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="what">What it holds: policy, budgets.</param>
    /// <param name="most">Bytes that it may have.</param>
    /// <exception cref="CommandFailedException">It is not there, cannot be read, or is longer.</exception>
    internal static byte[] Read(string file, string what, int most)
    {
        if (!File.Exists(file))
        {
            throw new CommandFailedException(ExitCode.Failed, $"{what}-file", $"there is no {what} file {file}", "write one as docs/policy.md shows");
        }

        try
        {
            return new FileInfo(file).Length <= most ? File.ReadAllBytes(file) : throw new IOException($"it is longer than {most} bytes");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.Failed, $"{what}-file", $"the {what} file {file} cannot be read: {exception.Message}", "see docs/policy.md");
        }
    }
}
