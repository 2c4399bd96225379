namespace Countersign.Core.Records;

/// <summary>What a sealed record holds. The numbers are on disk.</summary>
public enum RecordKind
{
    None = 0,
    ExchangeKey = 1,
    Bot = 2,
}
