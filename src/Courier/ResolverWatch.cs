namespace Countersign.Courier;

/// <summary>
/// A confined courier may read the resolver's file that was there at its start. When another takes its place (a lease renewed, a network
/// changed), names resolve no more: only a new life of the process may read the new file.
/// </summary>
internal static class ResolverWatch
{
    private const string ResolverFile = "/etc/resolv.conf";

    private static readonly TimeSpan _betweenLooks = TimeSpan.FromSeconds(5);

    /// <summary>Completes when the file cannot be read any more; not, if it could not be read at first.</summary>
    public static Task ReplacedAsync(TimeProvider time, CancellationToken stop) => ReplacedAsync(CanReadResolverFile, time, stop);

    internal static async Task ReplacedAsync(Func<bool> canRead, TimeProvider time, CancellationToken stop)
    {
        if (!canRead())
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, stop);
        }

        while (canRead())
        {
            await Task.Delay(_betweenLooks, time, stop);
        }
    }

    // A file that is missing is no reason: the resolver has defaults.
    private static bool CanReadResolverFile()
    {
        try
        {
            using var file = File.OpenHandle(ResolverFile);
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
