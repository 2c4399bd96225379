using System.Text.Json;

namespace Countersign.Cli.Homes;

/// <summary>What a running <c>up</c> says about itself to other commands, and with <c>--json</c> to whoever started it.</summary>
/// <param name="Url">Where bots connect.</param>
/// <param name="Exchange">What it trades at.</param>
/// <param name="Pids">Process ids by name: supervisor, signer, gateway, courier.</param>
internal sealed record UpFile(string Url, string Exchange, IReadOnlyDictionary<string, int> Pids)
{
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
