using System.Net;

namespace Countersign.Gateway.Door;

/// <summary>
/// How many calls may be under way at once, in all and from one address. Who enters must leave.
/// </summary>
internal sealed class CallGate(int limit, int limitPerAddress)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, int> _byAddress = [];
    private int _count;

    /// <summary>False, and nothing to leave, when it is full.</summary>
    internal bool TryEnter(IPAddress address)
    {
        lock (_lock)
        {
            var ofAddress = _byAddress.GetValueOrDefault(address);
            if (_count >= limit || ofAddress >= limitPerAddress)
            {
                return false;
            }

            _count++;
            _byAddress[address] = ofAddress + 1;
            return true;
        }
    }

    internal void Leave(IPAddress address)
    {
        lock (_lock)
        {
            _count--;
            var ofAddress = _byAddress[address] - 1;
            if (ofAddress == 0)
            {
                _byAddress.Remove(address);
            }
            else
            {
                _byAddress[address] = ofAddress;
            }
        }
    }
}
