using System.Collections.Immutable;
using System.Text.Json;
using Countersign.Core.Refusals;

namespace Countersign.Core.Policies;

/// <summary>The problems of one document, each with its path, and the strict reading of objects that finds them.</summary>
internal sealed class PolicyNotes
{
    private readonly ImmutableArray<PolicyProblem>.Builder _problems = ImmutableArray.CreateBuilder<PolicyProblem>();

    public ImmutableArray<PolicyProblem> Problems => _problems.ToImmutable();

    public bool IsClean => _problems.Count == 0;

    /// <summary>The members of an object by name; an empty list of known names takes any. Null if it is no object.</summary>
    public Dictionary<string, JsonElement>? Members(string path, JsonElement element, params ReadOnlySpan<string> known)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Note(path, "must be an object");
            return null;
        }

        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            var name = Name(property);
            var memberPath = path is "$" ? Quoted.From(name) : $"{path}.{Quoted.From(name)}";
            if (known.Length > 0 && !known.Contains(name))
            {
                Note(memberPath, $"is not known here; known are {string.Join(", ", known)}");
            }
            else if (!members.TryAdd(name, property.Value))
            {
                Note(memberPath, "is there twice");
            }
        }

        return members;
    }

    /// <summary>Notes a problem and goes on.</summary>
    public void Note(string path, string sentence) => _problems.Add(new PolicyProblem(path, sentence));

    /// <summary>The text of a string; null for anything else.</summary>
    public static string? Text(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    // Half a surrogate pair, written as an escape, is valid JSON but no text.
    private static string Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }
}
