namespace Countersign.EndToEnd.Chaos;

/// <summary>What a bot was told of an order.</summary>
internal enum OrderFate
{
    /// <summary>The exchange has it.</summary>
    Done,

    /// <summary>It was not executed and will not be.</summary>
    Refused,

    /// <summary>Nobody knows, and the answer says so, or there was none.</summary>
    Unknown,
}
