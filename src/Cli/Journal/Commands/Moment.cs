using System.Globalization;

namespace Countersign.Cli.Journal.Commands;

/// <summary>A time as it is typed: <c>2026-01-31</c>, <c>2026-01-31T09:30:00Z</c> (UTC where no zone is named), or how long ago: <c>90s 30m 12h 7d</c>.</summary>
internal static class Moment
{
    internal const string Help = "such as 2026-01-31, 2026-01-31T09:30:00Z, or how long ago: 90s 30m 12h 7d";

    /// <summary>Microseconds since 1970; nothing for nothing.</summary>
    /// <exception cref="CommandFailedException">It is no time.</exception>
    internal static long? Read(string option, string? text, DateTimeOffset now)
    {
        if (text is null)
        {
            return null;
        }

        if (Unit(text) is { } unit && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count < (now - DateTimeOffset.UnixEpoch) / unit)
        {
            return Microseconds(now - (unit * count));
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? Microseconds(moment)
            : throw new CommandFailedException(ExitCode.Usage, "time", $"'{text}' is no time", $"{option} takes a time {Help}");
    }

    private static TimeSpan? Unit(string text) => text switch
    {
        [.., 's'] => TimeSpan.FromSeconds(1),
        [.., 'm'] => TimeSpan.FromMinutes(1),
        [.., 'h'] => TimeSpan.FromHours(1),
        [.., 'd'] => TimeSpan.FromDays(1),
        _ => null,
    };

    private static long Microseconds(DateTimeOffset moment) => (moment - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
