namespace Countersign.Core.Names;

/// <summary>Whose key it is: <c>self</c> for a trader, one of thousands for a platform. Part of every record, frame and entry.</summary>
public readonly record struct OwnerId
{
    private readonly string? _name;

    private OwnerId(string name) => _name = name;

    /// <summary>The owner of a vault that serves one person.</summary>
    public static OwnerId Self { get; } = new("self");

    /// <summary>The name as text; a default value has none and throws.</summary>
    public string Value => NameGrammar.Require(_name);

    /// <summary>Reads a name by <see cref="NameGrammar.Rule"/>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out OwnerId name)
    {
        bool read = NameGrammar.TryRead(text, out string value);
        name = read ? new OwnerId(value) : default;
        return read;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out OwnerId)"/>
    public static bool TryParse(ReadOnlySpan<byte> ascii, out OwnerId name)
    {
        bool read = NameGrammar.TryRead(ascii, out string value);
        name = read ? new OwnerId(value) : default;
        return read;
    }

    /// <summary>Reads a name that is known to be good, such as a constant.</summary>
    /// <exception cref="FormatException">It is not a name.</exception>
    public static OwnerId Parse(string text) => TryParse(text, out OwnerId name) ? name : throw new FormatException(NameGrammar.Rule);

    public override string ToString() => _name ?? string.Empty;
}
