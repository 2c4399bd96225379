namespace Countersign.Courier.Orders;

/// <summary>
/// Which call placed the orders that the exchange took lately, by the number that the exchange gave each: unlike a name it is never given again. Bounded:
/// the oldest are forgotten, and the signer asks after those. Thread-safe.
/// </summary>
internal sealed class KnownOrders
{
    private const int MaxKnown = 50_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Symbol, long OrderId), ulong> _sequences = [];
    private readonly Queue<(string Symbol, long OrderId)> _oldest = new();

    /// <summary>Remembers the order that a call placed.</summary>
    public void Add(string symbol, long orderId, ulong sequence)
    {
        lock (_lock)
        {
            if (!_sequences.TryAdd((symbol, orderId), sequence))
            {
                return;
            }

            _oldest.Enqueue((symbol, orderId));
            while (_oldest.Count > MaxKnown)
            {
                _sequences.Remove(_oldest.Dequeue());
            }
        }
    }

    /// <summary>The call that placed an order that has ended; null where it is not known. It is forgotten.</summary>
    public ulong? Take(string symbol, long orderId)
    {
        lock (_lock)
        {
            return _sequences.Remove((symbol, orderId), out var sequence) ? sequence : null;
        }
    }
}
