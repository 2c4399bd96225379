using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Countersign.EndToEnd.Worlds;

/// <summary>What a bot got back.</summary>
/// <param name="Status">Of HTTP.</param>
/// <param name="Headers">By name, whatever its case.</param>
/// <param name="Body">As text.</param>
internal sealed partial record BotAnswer(int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    /// <summary>The exchange's number of an error; 0 if this is none.</summary>
    public int Code => Status != 200 && Body.StartsWith('{') && Json["code"] is { } code ? code.GetValue<int>() : 0;

    /// <summary>The rule that Countersign names; empty if it was not Countersign that refused.</summary>
    public string Rule => Named().Match(Body) is { Success: true } match ? match.Groups["rule"].Value : "";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Status} {Body}");

    [GeneratedRegex("countersign (?<rule>[a-z-]+): ", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Named();
}
