namespace Countersign.Sandbox.Rest;

/// <summary>A refusal in the exchange's shape: HTTP status, code and message.</summary>
internal sealed record ApiError(int Status, int Code, string Message)
{
    /// <summary>Seconds for the header Retry-After; null when there is none.</summary>
    public long? RetryAfter { get; init; }
}
