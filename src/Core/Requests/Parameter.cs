using Countersign.Core.Catalogue;

namespace Countersign.Core.Requests;

/// <summary>One parameter of a request: a name that the endpoint has, and its decoded value, never empty, free of control characters.</summary>
public readonly record struct Parameter(ParameterName Name, string Value);
