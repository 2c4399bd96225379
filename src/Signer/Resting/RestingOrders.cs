using Countersign.Core.Budgets;
using Countersign.Core.Records;

namespace Countersign.Signer.Resting;

/// <summary>
/// Chooses which of the orders whose end nobody told is to be asked after: none in its first minute, one of a key at a time, who waits longest first, and each
/// the less often the older it gets. Not thread-safe.
/// </summary>
internal sealed class RestingOrders
{
    private const long Second = 1_000_000;
    private const long Youngest = 60 * Second;
    private const long LongestPause = 3600 * Second;
    private const int OpenPerSecond = 1000;
    private const int MostOfKey = 10;

    private readonly Dictionary<ulong, long> _next = [];
    private readonly Dictionary<RecordIdentity, Queue<ulong>> _due = [];
    private long _lookAgain;

    /// <summary>Takes those to ask after now, at most one of each key. Called once a second.</summary>
    /// <param name="books">Not changed meanwhile.</param>
    /// <param name="now">Budget time.</param>
    public IReadOnlyList<(ulong Index, OpenOrder Order)> Take(Books books, long now)
    {
        if (now >= _lookAgain && _due.Count == 0)
        {
            Look(books, now);
        }

        var taken = new List<(ulong, OpenOrder)>();
        foreach (var (key, queue) in _due)
        {
            while (queue.TryDequeue(out var index))
            {
                if (books.OpenOrders.TryGetValue(index, out var order) && books.IsNewestOfItsName(index))
                {
                    _next[index] = now + Math.Clamp((now - order.Since) / 4, 15 * Second, LongestPause);
                    taken.Add((index, order));
                    break;
                }
            }

            if (queue.Count == 0)
            {
                _due.Remove(key);
            }
        }

        return taken;
    }

    // All open orders, while nothing is charged: the more there are, the less often.
    private void Look(Books books, long now)
    {
        _lookAgain = now + (Second * (1 + (books.OpenOrders.Count / OpenPerSecond)));
        foreach (var ended in _next.Keys.Where(index => !books.OpenOrders.ContainsKey(index)).ToArray())
        {
            _next.Remove(ended);
        }

        var due = books.OpenOrders
            .Select(open => (open.Key, Order: open.Value, At: _next.GetValueOrDefault(open.Key, open.Value.Since + Youngest)))
            .Where(open => open.At <= now && books.IsNewestOfItsName(open.Key));
        foreach (var ofKey in due.GroupBy(static open => open.Order.Key.Identity))
        {
            _due[ofKey.Key] = new Queue<ulong>(ofKey.OrderBy(static open => open.At).ThenBy(static open => open.Key).Take(MostOfKey).Select(static open => open.Key));
        }
    }
}
