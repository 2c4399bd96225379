using System.Text;

namespace Countersign.Cli.Supervision;

/// <summary>
/// Copies what a process writes to our standard error, line by line, under its name. A line is cut at a length, and control characters
/// do not reach the terminal: the gateway's words may hold what a stranger sent.
/// </summary>
internal static class LineRelay
{
    private const int MaxLine = 2000;

    /// <summary>Runs until the process closes the stream.</summary>
    internal static void Run(Stream from, string name, Action<string> write)
    {
        using var reader = new StreamReader(from, Encoding.UTF8, detectEncodingFromByteOrderMarks: false);
        var line = new StringBuilder();
        var buffer = new char[1024];
        int read;
        while ((read = reader.Read(buffer)) > 0)
        {
            foreach (var character in buffer.AsSpan(0, read))
            {
                if (character == '\n')
                {
                    Flush(line, name, write);
                }
                else if (line.Length < MaxLine)
                {
                    line.Append(char.IsControl(character) ? ' ' : character);
                }
            }
        }

        if (line.Length > 0)
        {
            Flush(line, name, write);
        }
    }

    private static void Flush(StringBuilder line, string name, Action<string> write)
    {
        var text = line.ToString().TrimEnd();
        write(text.StartsWith(name + ": ", StringComparison.Ordinal) ? text : $"{name}: {text}");
        line.Clear();
    }
}
