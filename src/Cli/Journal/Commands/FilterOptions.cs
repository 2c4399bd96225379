using System.CommandLine;
using Countersign.Core.Journal;
using Countersign.Core.Journal.Fields;

namespace Countersign.Cli.Journal.Commands;

/// <summary>The options that choose entries.</summary>
internal sealed class FilterOptions
{
    private readonly Option<string?> _bot = Named("--bot", "of this bot, or about it", "name");
    private readonly Option<string?> _key = Named("--key", "of this exchange key, or about it", "name");
    private readonly Option<string?> _kind = Named("--kind", "of this kind: " + string.Join(' ', EntryFields.Kinds.Select(EntryFields.NameOf)), "kind");
    private readonly Option<string?> _endpoint = Named("--endpoint", "whose host, method and path hold this", "text");
    private readonly Option<string?> _code = Named("--code", "of refusals with this code", "code");
    private readonly Option<string?> _since = Named("--since", "from this time on, " + Moment.Help, "time");
    private readonly Option<string?> _until = Named("--until", "before this time", "time");

    internal void AddTo(Command command)
    {
        foreach (var option in (Option<string?>[])[_bot, _key, _kind, _endpoint, _code, _since, _until])
        {
            command.Options.Add(option);
        }
    }

    /// <exception cref="CommandFailedException">A kind or a time is none.</exception>
    internal EntryFilter Read(JournalContext context, ParseResult parsed)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new EntryFilter
        {
            Owner = context.Owner,
            Bot = parsed.GetValue(_bot),
            Key = parsed.GetValue(_key),
            Kind = parsed.GetValue(_kind) is { } kind ? ReadKind(kind) : null,
            Endpoint = parsed.GetValue(_endpoint),
            Code = parsed.GetValue(_code),
            Since = Moment.Read(_since.Name, parsed.GetValue(_since), now),
            Until = Moment.Read(_until.Name, parsed.GetValue(_until), now),
        };
    }

    private static EntryKind ReadKind(string text)
    {
        foreach (var kind in EntryFields.Kinds)
        {
            if (EntryFields.NameOf(kind) == text)
            {
                return kind;
            }
        }

        throw new CommandFailedException(
            ExitCode.Usage, "kind", $"'{text}' is no kind of entry", "one of " + string.Join(", ", EntryFields.Kinds.Select(EntryFields.NameOf)));
    }

    private static Option<string?> Named(string name, string description, string value) => new(name) { Description = "entries " + description, HelpName = value };
}
