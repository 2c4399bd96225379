using Countersign.Core.Journal;
using Countersign.Core.Journal.Fields;

namespace Countersign.Cli.Journal;

/// <summary>Which entries are asked for; what is not said does not matter.</summary>
internal sealed record EntryFilter
{
    /// <summary>Entries of this owner.</summary>
    internal string? Owner { get; init; }

    internal EntryKind? Kind { get; init; }

    /// <summary>Entries about this bot, or what it did.</summary>
    internal string? Bot { get; init; }

    /// <summary>Entries about this exchange key, or its use.</summary>
    internal string? Key { get; init; }

    /// <summary>A part of host, method and path.</summary>
    internal string? Endpoint { get; init; }

    /// <summary>The stable code of a refusal.</summary>
    internal string? Code { get; init; }

    /// <summary>Microseconds since 1970, included.</summary>
    internal long? Since { get; init; }

    /// <summary>Microseconds since 1970, not included.</summary>
    internal long? Until { get; init; }

    internal bool Matches(EntryView entry) =>
        (Owner is null || entry.Owner == Owner)
        && (Kind is null || entry.Kind == Kind)
        && (Since is null || entry.Time >= Since)
        && (Until is null || entry.Time < Until)
        && (Bot is null || entry["bot"] == Bot || IsNamed(entry, "bot", Bot))
        && (Key is null || entry["key"] == Key || IsNamed(entry, "exchange-key", Key))
        && (Endpoint is null || entry["endpoint"]?.Contains(Endpoint, StringComparison.OrdinalIgnoreCase) == true)
        && (Code is null || entry["code"] == Code);

    private static bool IsNamed(EntryView entry, string record, string name) => (entry["record"] ?? entry["scope"]) == record && entry["name"] == name;
}
