using System.Globalization;
using System.Runtime.InteropServices;
using Countersign.Benchmarks.Worlds;

namespace Countersign.Benchmarks.Ordering;

/// <summary>
/// Runs the gateway's or the courier's own program in a process that can say how much it has allocated: it does so, as a line on standard error,
/// whenever it gets SIGUSR1. The programs themselves have no such door.
/// </summary>
internal static class CountingHost
{
    public const string Command = "host";
    public const string Word = "allocated ";

    /// <param name="arguments">`--control N host PROGRAM` and the program's own.</param>
    public static int Run(string[] arguments)
    {
        using var asked = PosixSignalRegistration.Create(Signals.User1, static context =>
        {
            context.Cancel = true;
            Console.Error.WriteLine(Word + GC.GetTotalAllocatedBytes(precise: true).ToString(CultureInfo.InvariantCulture));
        });
        string[] own = [.. arguments[..2], .. arguments[4..]];
        return AppDomain.CurrentDomain.ExecuteAssembly(Path.Combine(AppContext.BaseDirectory, arguments[3] + ".dll"), own);
    }
}
