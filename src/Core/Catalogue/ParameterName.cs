using System.Text;

namespace Countersign.Core.Catalogue;

/// <summary>A parameter that an endpoint has.</summary>
public sealed class ParameterName
{
    internal ParameterName(string text, bool required, int index)
    {
        Text = text;
        Utf8 = Encoding.ASCII.GetBytes(text);
        Required = required;
        Index = index;
        Known = KnownParameters.Of(text);
        IsDecimal = EndsWith("price") || EndsWith("qty") || EndsWith("quantity");

        bool EndsWith(string suffix) => text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase);
    }

    public string Text { get; }

    public bool Required { get; }

    /// <summary>A price or a quantity: digits, optionally a point and digits.</summary>
    public bool IsDecimal { get; }

    /// <summary>Which of the names that our code knows it is; most are none of them.</summary>
    public KnownParameter Known { get; }

    /// <summary>Position among the parameters of its endpoint.</summary>
    internal int Index { get; }

    internal byte[] Utf8 { get; }
}
