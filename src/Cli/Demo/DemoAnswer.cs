using System.Globalization;
using System.Text.Json.Nodes;

namespace Countersign.Cli.Demo;

/// <summary>What a client of the exchange's API sees.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">The JSON body; null for none.</param>
internal sealed record DemoAnswer(int Status, JsonNode? Body)
{
    internal bool IsOk => Status == 200;

    /// <summary>The exchange's error number, zero without one.</summary>
    internal int Code => Body is JsonObject error && error["code"] is JsonValue code && code.TryGetValue<int>(out var number) ? number : 0;

    /// <summary>The name of the rule that stopped it, from the sentence that Countersign sends; null when the exchange itself answered.</summary>
    internal string? Rule
    {
        get
        {
            const string mark = "countersign ";
            var message = Body is JsonObject error ? error["msg"]?.ToString() ?? "" : "";
            var at = message.IndexOf(mark, StringComparison.Ordinal);
            var end = at < 0 ? -1 : message.IndexOf(':', at);
            return end < 0 ? null : message[(at + mark.Length)..end];
        }
    }

    /// <summary>A decimal that the exchange wrote as text.</summary>
    internal decimal Amount(string name) => decimal.Parse(Body![name]!.ToString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    public override string ToString() => Code == 0 ? $"{Status}" : string.Create(CultureInfo.InvariantCulture, $"{Status}, {Code}");
}
