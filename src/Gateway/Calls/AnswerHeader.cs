namespace Countersign.Gateway.Calls;

/// <summary>One header of the exchange's answer; the value is Latin-1.</summary>
internal readonly record struct AnswerHeader(string Name, string Value);
