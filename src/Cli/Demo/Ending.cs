using System.Text.Json;

namespace Countersign.Cli.Demo;

/// <summary>How it ended.</summary>
/// <param name="PlainBefore">Worth in USDT of the account whose key was in a plain <c>.env</c>, before the theft.</param>
/// <param name="PlainAfter">The same after it.</param>
/// <param name="GuardedBefore">Worth of the account behind Countersign, before the theft.</param>
/// <param name="GuardedAfter">The same after it.</param>
/// <param name="Thefts">What was tried.</param>
internal sealed record Ending(
    DemoBalance PlainBefore, DemoBalance PlainAfter, DemoBalance GuardedBefore, DemoBalance GuardedAfter, IReadOnlyList<Theft> Thefts)
{
    internal void WriteTo(Utf8JsonWriter json)
    {
        Side("plain", PlainBefore, PlainAfter);
        Side("guarded", GuardedBefore, GuardedAfter);
        json.WriteStartArray("thefts");
        foreach (var theft in Thefts)
        {
            json.WriteStartObject();
            json.WriteString("what", theft.What);
            json.WriteString("plain", theft.Plain);
            json.WriteString("guarded", theft.Guarded);
            json.WriteEndObject();
        }

        json.WriteEndArray();

        void Side(string name, DemoBalance before, DemoBalance after)
        {
            json.WriteStartObject(name);
            json.WriteNumber("before", before.Worth);
            json.WriteNumber("after", after.Worth);
            json.WriteEndObject();
        }
    }
}
