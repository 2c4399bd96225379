using Countersign.Core.Names;

namespace Countersign.Cli.Commands;

/// <summary>Names as they are typed.</summary>
internal static class NameArguments
{
    /// <exception cref="CommandFailedException">It is no name.</exception>
    internal static KeyName Key(string? text) =>
        KeyName.TryParse(text, out var name) ? name : throw NotAName("key", text);

    /// <exception cref="CommandFailedException">It is no name.</exception>
    internal static BotName Bot(string? text) =>
        BotName.TryParse(text, out var name) ? name : throw NotAName("bot", text);

    private static CommandFailedException NotAName(string what, string? text) =>
        new(ExitCode.Usage, "name", $"'{text}' is no name of a {what}: {NameGrammar.Rule}");
}
