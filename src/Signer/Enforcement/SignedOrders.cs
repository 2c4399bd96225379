using Countersign.Core.Catalogue;
using Countersign.Core.Names;

namespace Countersign.Signer.Enforcement;

/// <summary>The orders of the last minutes that may have to be asked after, found by the courier's number or by the gateway's.</summary>
internal sealed class SignedOrders(TimeProvider time)
{
    // A courier that comes back after a crash asks within seconds; the exchange answers or drops a request within ten.
    private static readonly TimeSpan _keep = TimeSpan.FromMinutes(2);

    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, SignedOrder> _bySequence = [];
    private readonly Dictionary<(uint Gateway, ulong Id), SignedOrder> _byCall = [];
    private readonly Dictionary<(OwnerId, KeyName, string Symbol, string ClientOrderId), SignedOrder> _byClientOrderId = [];
    private readonly Queue<(SignedOrder Order, long Added)> _order = new();

    /// <summary>
    /// Remembers an order. False for a new order under the id of another one just signed: the exchange lets an id be used again after a fill,
    /// and an answer about the first would be taken for one about the second. What becomes of it stays unknown.
    /// </summary>
    public bool TryAdd(SignedOrder order)
    {
        lock (_lock)
        {
            while (_order.TryPeek(out var oldest) && time.GetElapsedTime(oldest.Added) > _keep)
            {
                Drop(_order.Dequeue().Order);
            }

            if (order.Endpoint == SpotEndpoints.NewOrder && !_byClientOrderId.TryAdd(ClientOrderIdOf(order), order))
            {
                return false;
            }

            _bySequence[order.Sequence] = order;
            _byCall[(order.Gateway, order.Id)] = order;
            _order.Enqueue((order, time.GetTimestamp()));
            return true;
        }
    }

    /// <summary>Takes back an order that was certainly not handed over.</summary>
    public void Remove(SignedOrder order)
    {
        lock (_lock)
        {
            Drop(order);
        }
    }

    public SignedOrder? Find(ulong sequence)
    {
        lock (_lock)
        {
            return _bySequence.GetValueOrDefault(sequence);
        }
    }

    public SignedOrder? Find(uint gateway, ulong id)
    {
        lock (_lock)
        {
            return _byCall.GetValueOrDefault((gateway, id));
        }
    }

    private static (OwnerId, KeyName, string, string) ClientOrderIdOf(SignedOrder order) => (order.Owner, order.Key, order.Symbol, order.ByValue);

    private void Drop(SignedOrder order)
    {
        if (_byClientOrderId.TryGetValue(ClientOrderIdOf(order), out var named) && ReferenceEquals(named, order))
        {
            _byClientOrderId.Remove(ClientOrderIdOf(order));
        }

        _bySequence.Remove(order.Sequence);
        if (_byCall.TryGetValue((order.Gateway, order.Id), out var current) && ReferenceEquals(current, order))
        {
            _byCall.Remove((order.Gateway, order.Id));
        }
    }
}
