using Countersign.Core.Catalogue;

namespace Countersign.Core.Requests;

/// <summary>One parameter of a request: a name that the endpoint has, and its value.</summary>
public readonly ref struct Parameter(ParameterName name, ReadOnlySpan<byte> value)
{
    public ParameterName Name { get; } = name;

    /// <summary>Decoded UTF-8, never empty, free of control characters. A view into the request, good until it reads another.</summary>
    public ReadOnlySpan<byte> Value { get; } = value;
}
