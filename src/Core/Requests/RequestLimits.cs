namespace Countersign.Core.Requests;

/// <summary>Sizes beyond which a request is refused unread, in bytes.</summary>
public static class RequestLimits
{
    public const int MaxQuery = 8 * 1024;

    public const int MaxBody = 16 * 1024;

    public const int MaxParameters = 64;

    /// <summary>
    /// Of the canonical query with all that the signer adds: web servers commonly take a request line of 8 KiB, and a request that
    /// only they refuse would have been signed for nothing.
    /// </summary>
    public const int MaxCanonical = 7 * 1024;
}
