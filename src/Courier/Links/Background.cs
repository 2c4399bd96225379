using System.Runtime.ExceptionServices;

namespace Countersign.Courier.Links;

/// <summary>Starts work that nobody waits for, so that the reader of a channel goes on reading.</summary>
internal static class Background
{
    /// <summary>A fault in it is a bug and ends the process: a call without a reply must not go unnoticed, and the next courier settles it.</summary>
    public static void Start(Func<Task> work) => _ = Run(work);

    /// <summary>The same for work that waits for nobody: it begins in the caller's thread, which is not held up by it.</summary>
    public static void Begin(Func<Task> work) => EndOnFault(work());

    /// <summary>The same, for work whose end is waited for.</summary>
    public static Task Run(Func<Task> work)
    {
        var running = Task.Run(work);
        EndOnFault(running);
        return running;
    }

    private static void EndOnFault(Task running) => _ = running.ContinueWith(
            static faulted => ThreadPool.UnsafeQueueUserWorkItem(static fault => ExceptionDispatchInfo.Throw(fault), faulted.Exception!, preferLocal: false),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
}
