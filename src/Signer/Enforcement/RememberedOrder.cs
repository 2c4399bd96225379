using System.Text;
using Countersign.Core.Budgets;
using Countersign.Core.Catalogue;
using Countersign.Core.Names;
using Countersign.Signer.Loaded;

namespace Countersign.Signer.Enforcement;

/// <summary>The place of a signed order in memory, used again for another one when it is forgotten.</summary>
internal sealed class RememberedOrder
{
    private byte[] _bytes = new byte[512];
    private int _payload;
    private int _value;
    private string _symbol = "";
    private bool _isOrderId;
    private LoadedKey? _key;
    private int _questions;

    public ulong Id { get; private set; }

    public uint Gateway { get; private set; }

    public ulong Sequence { get; private set; }

    public Endpoint Endpoint { get; private set; } = SpotEndpoints.NewOrder;

    public long StampedAt { get; private set; }

    public long Added { get; private set; }

    /// <summary>Under which another order of the same key would be taken for this one.</summary>
    public ClientOrderName Name { get; private set; }

    public void Set(in OrderBeingSigned order, ulong sequence, long added)
    {
        (Id, Gateway, Sequence, Endpoint, StampedAt, Added) = (order.Id, order.Gateway, sequence, order.Endpoint, order.StampedAt, added);
        (_key, _symbol, _isOrderId, _questions) = (order.Key, order.Name.Symbol, order.Name.IsOrderId, 0);
        Name = new ClientOrderName(order.Key.Label.Identity, order.Name.Symbol, order.Name.Value);
        (_payload, _value) = (order.Payload.Length, order.Name.Value.Length);
        if (_bytes.Length < _payload + _value)
        {
            _bytes = new byte[_payload + _value];
        }

        order.Payload.CopyTo(_bytes);
        order.Name.Value.CopyTo(_bytes.AsSpan(_payload));
    }

    /// <summary>A copy to ask with, counted as a question.</summary>
    public SignedOrder ToAsk() => new(
        Id, Sequence, _key!.Owner, KeyName.Parse(_key.Label.Name), Endpoint, _bytes.AsSpan(0, _payload).ToArray(), StampedAt,
        _symbol, _isOrderId ? "orderId" : "origClientOrderId", Encoding.UTF8.GetString(_bytes, _payload, _value), ++_questions);
}
