using System.Text.Json;
using Countersign.Confinement.Measures;

namespace Countersign.Cli.Homes;

/// <summary>What a running <c>up</c> says about itself to other commands, and with <c>--json</c> to whoever started it.</summary>
/// <param name="Url">Where bots connect.</param>
/// <param name="Exchange">What it trades at.</param>
/// <param name="Pids">Process ids by name: supervisor, signer, gateway, courier.</param>
/// <param name="Confinement">By process, what it said of its confinement: a line for each measure.</param>
internal sealed record UpFile(
    string Url, string Exchange, IReadOnlyDictionary<string, int> Pids, IReadOnlyDictionary<string, IReadOnlyList<string>> Confinement)
{
    /// <summary>What a process said of its confinement; null when it said nothing that is understood.</summary>
    internal ConfinementReport? ReportOf(string process) =>
        Confinement.TryGetValue(process, out var lines) && ConfinementReport.TryRead(string.Concat(lines.Select(line => line + "\n")), out var report) ? report : null;

    /// <summary>Null when no <c>up</c> has written one, or it is half written.</summary>
    internal static UpFile? TryRead(Home home)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(home.UpFile), UpFileJson.Default.UpFile);
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            return null;
        }
    }

    internal void Write(Home home)
    {
        var written = home.UpFile + ".new";
        File.WriteAllBytes(written, ToJson());
        File.Move(written, home.UpFile, overwrite: true);
    }

    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, UpFileJson.Default.UpFile);
}
