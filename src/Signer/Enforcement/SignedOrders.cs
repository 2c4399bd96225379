using Countersign.Core.Budgets;
using Countersign.Core.Catalogue;

namespace Countersign.Signer.Enforcement;

/// <summary>The orders of the last minutes that may have to be asked after, found by the courier's number or by the gateway's.</summary>
internal sealed class SignedOrders(TimeProvider time)
{
    // Some fifty megabytes; the orders of ten minutes of a thousand keys at the exchange's own limit.
    private const int MaxRemembered = 60_000;

    // A courier that comes back after a crash asks within seconds; the exchange answers or drops a request within ten.
    private static readonly TimeSpan _keep = TimeSpan.FromMinutes(2);

    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, RememberedOrder> _bySequence = [];
    private readonly Dictionary<(uint Gateway, ulong Id), RememberedOrder> _byCall = [];
    private readonly Dictionary<ClientOrderName, RememberedOrder> _byName = [];
    private readonly Queue<ulong> _order = new();
    private readonly Stack<RememberedOrder> _free = new();

    /// <summary>
    /// Remembers an order. False for a new order under the id of another one just signed: the exchange lets an id be used again after a fill,
    /// and an answer about the first would be taken for one about the second. What becomes of it stays unknown.
    /// </summary>
    public bool TryAdd(in OrderBeingSigned order, ulong sequence)
    {
        lock (_lock)
        {
            Forget();
            if (!_free.TryPop(out var slot))
            {
                slot = new RememberedOrder();
            }

            slot.Set(order, sequence, time.GetTimestamp());
            if (slot.Endpoint == SpotEndpoints.NewOrder && !_byName.TryAdd(slot.Name, slot))
            {
                _free.Push(slot);
                return false;
            }

            _bySequence[sequence] = slot;
            _byCall[(slot.Gateway, slot.Id)] = slot;
            _order.Enqueue(sequence);
            return true;
        }
    }

    /// <summary>Takes back an order that was certainly not handed over.</summary>
    public void Remove(ulong sequence)
    {
        lock (_lock)
        {
            Drop(sequence);
        }
    }

    /// <summary>The order to ask after, for the courier; each call counts as a question.</summary>
    public SignedOrder? FindToAsk(ulong sequence)
    {
        lock (_lock)
        {
            return _bySequence.GetValueOrDefault(sequence)?.ToAsk();
        }
    }

    /// <summary>The order to ask after, for the gateway; each call counts as a question.</summary>
    public SignedOrder? FindToAsk(uint gateway, ulong id)
    {
        lock (_lock)
        {
            return _byCall.GetValueOrDefault((gateway, id))?.ToAsk();
        }
    }

    private void Forget()
    {
        while (_order.TryPeek(out var oldest)
            && (!_bySequence.TryGetValue(oldest, out var slot) || _order.Count >= MaxRemembered || time.GetElapsedTime(slot.Added) > _keep))
        {
            Drop(_order.Dequeue());
        }
    }

    private void Drop(ulong sequence)
    {
        if (!_bySequence.Remove(sequence, out var slot))
        {
            return;
        }

        if (_byName.TryGetValue(slot.Name, out var named) && ReferenceEquals(named, slot))
        {
            _byName.Remove(slot.Name);
        }

        if (_byCall.TryGetValue((slot.Gateway, slot.Id), out var current) && ReferenceEquals(current, slot))
        {
            _byCall.Remove((slot.Gateway, slot.Id));
        }

        _free.Push(slot);
    }
}
