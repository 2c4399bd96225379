namespace Countersign.Courier.Market;

/// <summary>How long to leave an exchange alone that does not answer: doubling, bounded, forgotten with the first answer.</summary>
internal sealed class Backoff
{
    private static readonly TimeSpan _first = TimeSpan.FromMilliseconds(250);

    // An exchange that is back is seen within this.
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(5);

    private TimeSpan _next = _first;

    public TimeSpan Next()
    {
        var pause = _next;
        _next = _next * 2 < _longest ? _next * 2 : _longest;
        return pause;
    }

    public void Reset() => _next = _first;
}
