using System.Text;

namespace Countersign.Core.Catalogue;

/// <summary>A parameter that an endpoint has.</summary>
public sealed class ParameterName
{
    internal ParameterName(string text, bool required)
    {
        Text = text;
        Utf8 = Encoding.ASCII.GetBytes(text);
        Required = required;
        IsDecimal = EndsWith("price") || EndsWith("qty") || EndsWith("quantity");

        bool EndsWith(string suffix) => text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase);
    }

    public string Text { get; }

    public bool Required { get; }

    /// <summary>A price or a quantity: digits, optionally a point and digits.</summary>
    public bool IsDecimal { get; }

    internal byte[] Utf8 { get; }
}
