using System.Diagnostics;
using System.Globalization;
using Countersign.Attacks;

namespace Countersign.Signer;

/// <summary>
/// The test's side of the entry. What is asked for stands in the file <c>probe</c> in the signer's own folder, which one life of the process
/// reads and removes: <c>kill STEP N</c> ends it by SIGKILL when the step is passed for the N-th time, <c>attack NAME ARGUMENT</c> attacks from inside.
/// </summary>
internal static partial class Probe
{
    private static string _step = "";
    private static int _left;

    static partial void Begin(string folder)
    {
        var file = Path.Combine(folder, "probe");
        if (!File.Exists(file))
        {
            return;
        }

        var order = File.ReadAllText(file).Trim().Split(' ');
        File.Delete(file);
        switch (order)
        {
            case ["kill", var step, var count]:
                (_left, _step) = (int.Parse(count, NumberStyles.None, CultureInfo.InvariantCulture), step);
                break;
            case ["attack", var name, var argument]:
                Console.Error.WriteLine($"{name}: {Attack.Run(name, argument)}");
                break;
            default:
                throw new InvalidDataException("the file probe is not understood");
        }
    }

    static partial void Pass(string step)
    {
        if (step == _step && Interlocked.Decrement(ref _left) == 0)
        {
            // No cleaning up, no flushing: what SIGKILL does.
            Process.GetCurrentProcess().Kill();
        }
    }
}
