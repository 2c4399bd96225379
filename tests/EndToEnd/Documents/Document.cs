using System.Text.RegularExpressions;
using Countersign.EndToEnd.Worlds;

namespace Countersign.EndToEnd.Documents;

/// <summary>One of the project's pages.</summary>
/// <param name="Path">From the project's root.</param>
/// <param name="Text">As written.</param>
internal sealed partial record Document(string Path, string Text)
{
    /// <summary>README and its neighbours, and everything in docs.</summary>
    public static IReadOnlyList<Document> All { get; } =
    [
        .. Directory.EnumerateFiles(Programs.Root, "*.md")
            .Concat(Directory.EnumerateFiles(System.IO.Path.Combine(Programs.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(static file => new Document(System.IO.Path.GetRelativePath(Programs.Root, file), File.ReadAllText(file))),
    ];

    /// <summary>Files and folders of the project that are named in backticks.</summary>
    public IEnumerable<string> NamedPaths() => PathPattern().Matches(Text).Select(static match => match.Groups["path"].Value.TrimEnd('/'));

    /// <summary>Where its links to other pages lead, from the project's root.</summary>
    public IEnumerable<string> Links() => LinkPattern().Matches(Text)
        .Select(static match => match.Groups["target"].Value)
        .Where(static target => !target.Contains("://", StringComparison.Ordinal))
        .Select(target => System.IO.Path.GetRelativePath(
            Programs.Root, System.IO.Path.GetFullPath(System.IO.Path.Combine(Programs.Root, System.IO.Path.GetDirectoryName(Path)!, target))));

    /// <summary>Commands of `countersign` as they stand in backticks or in a block: at most two words, without arguments.</summary>
    public IEnumerable<string> Commands() => CommandPattern().Matches(Text).Select(static match => match.Groups["command"].Value);

    /// <summary>The blocks of JSON.</summary>
    public IEnumerable<string> JsonBlocks() => JsonPattern().Matches(Text).Select(static match => match.Groups["json"].Value);

    [GeneratedRegex("`(?<path>(src|docs|tests|catalogue|tools|benchmarks)/[A-Za-z0-9_./-]*)`", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex PathPattern();

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)(#[^)]*)?\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex LinkPattern();

    [GeneratedRegex(@"(^|`|^\s*)(\./)?countersign (?<command>(key|bot) [a-z]+|[a-z]+)([\s`]|$)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.Multiline)]
    private static partial Regex CommandPattern();

    [GeneratedRegex("^```json\n(?<json>.*?)^```", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex JsonPattern();
}
