using System.Globalization;

namespace Countersign.Cli.Journal;

/// <summary>How far a long reading is, on a terminal; nothing anywhere else.</summary>
internal sealed class Progress(string what, long total) : IDisposable
{
    private readonly bool _isShown = !Console.IsErrorRedirected;
    private long _percent = -1;

    internal void Show(long done)
    {
        var percent = total == 0 ? 100 : Math.Min(100, done * 100 / total);
        if (_isShown && percent != _percent)
        {
            _percent = percent;
            Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{what}: {percent} %"));
        }
    }

    /// <summary>Takes the line away again.</summary>
    public void Dispose()
    {
        if (_percent >= 0)
        {
            Console.Error.Write("\r" + new string(' ', what.Length + ": 100 %".Length) + "\r");
        }
    }
}
