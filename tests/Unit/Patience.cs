namespace Countersign.Unit;

/// <summary>How long a test waits for what must come: on a machine that is slow and busy it may take its time.</summary>
internal static class Patience
{
    /// <summary>After this a test has failed; none waits so long otherwise.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
}
