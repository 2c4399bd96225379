using System.Text.Json;

namespace Countersign.Courier.Wire;

/// <summary>The exchange's answer: what passes to a bot, and what the courier itself reads in it.</summary>
internal sealed class ExchangeAnswer
{
    // Error bodies are short; a longer one is no error body.
    private const int MaxErrorBody = 4096;

    private int? _code;

    public required ushort Status { get; init; }

    /// <summary>Lines of 'name: value' with CR LF, only those that pass to bots.</summary>
    public required byte[] Headers { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>True when the body is encoded, so that nothing in it can be found by looking.</summary>
    public required bool IsEncoded { get; init; }

    /// <summary>From Retry-After.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>X-MBX-USED-WEIGHT-1M: request weight of this address in the exchange's present minute.</summary>
    public int? UsedWeight { get; init; }

    /// <summary>True when the answer counts the account's weight, not the address's (X-SAPI-USED-UID-WEIGHT-1M).</summary>
    public bool CountsAccount { get; init; }

    /// <summary>The exchange's error number, zero where there is none.</summary>
    public int Code => _code ??= ReadCode();

    private int ReadCode() =>
        Status >= 400 && Body.Length <= MaxErrorBody
        && StrictJson.Read(Body) is { ValueKind: JsonValueKind.Object } error
        && error.TryGetProperty("code", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var code)
            ? code
            : 0;
}
