namespace Countersign.Unit.Courier;

/// <summary>A request as its bytes came over a socket.</summary>
internal sealed record RawRequest(int Connection, string Text)
{
    /// <summary>Method, target and version.</summary>
    public string Line => Text[..Text.IndexOf("\r\n", StringComparison.Ordinal)];

    public string Method => Line.Split(' ')[0];

    public string Target => Line.Split(' ')[1];

    public string? Header(string name) =>
        Text.Split("\r\n").Skip(1).FirstOrDefault(line => line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..];
}
