using Countersign.Signer.Enforcement;
using Countersign.Signer.Links;

namespace Countersign.Signer.Resting;

/// <summary>Asks the exchange, once a second, after orders that rest: what filled of them must count, and what cannot fill any more must not.</summary>
internal sealed class RestingTimer : IDisposable
{
    private static readonly TimeSpan _period = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly RestingOrders _orders = new();
    private readonly Recorder _recorder;
    private readonly HouseRequests _house;
    private readonly CourierLink _courier;
    private readonly ITimer _timer;

    public RestingTimer(Recorder recorder, HouseRequests house, CourierLink courier, TimeProvider time)
    {
        (_recorder, _house, _courier) = (recorder, house, courier);
        _timer = time.CreateTimer(_ => Ask(), state: null, _period, _period);
    }

    public void Dispose() => _timer.Dispose();

    private void Ask()
    {
        // A machine that is too busy for one turn in a second needs no second one beside it.
        if (!_courier.IsThere || !_lock.TryEnter())
        {
            return;
        }

        try
        {
            foreach (var (index, order) in _recorder.With(_orders.Take) ?? [])
            {
                _house.AskState(index, order);
            }
        }
        finally
        {
            _lock.Exit();
        }
    }
}
