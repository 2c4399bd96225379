namespace Countersign.Core.Names;

/// <summary>What an owner calls one exchange key.</summary>
public readonly record struct KeyName
{
    private readonly string? _name;

    private KeyName(string name) => _name = name;

    /// <summary>The name as text; a default value has none and throws.</summary>
    public string Value => NameGrammar.Require(_name);

    /// <summary>Reads a name by <see cref="NameGrammar.Rule"/>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out KeyName name)
    {
        bool read = NameGrammar.TryRead(text, out string value);
        name = read ? new KeyName(value) : default;
        return read;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out KeyName)"/>
    public static bool TryParse(ReadOnlySpan<byte> ascii, out KeyName name)
    {
        bool read = NameGrammar.TryRead(ascii, out string value);
        name = read ? new KeyName(value) : default;
        return read;
    }

    /// <summary>Reads a name that is known to be good, such as a constant.</summary>
    /// <exception cref="FormatException">It is not a name.</exception>
    public static KeyName Parse(string text) => TryParse(text, out KeyName name) ? name : throw new FormatException(NameGrammar.Rule);

    public override string ToString() => _name ?? string.Empty;
}
