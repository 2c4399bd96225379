using Countersign.Core.Frames;

namespace Countersign.Core.Budgets;

/// <summary>What of one amount is booked ahead: first what is on the disk, then what was booked and is not there yet.</summary>
internal struct Lease
{
    private decimal _durable;
    private decimal _pending;
    private ulong _pendingIndex;

    /// <summary>Booked and not charged yet; after a crash it counts as spent.</summary>
    public readonly decimal Left => _durable + _pending;

    /// <summary>The disk has all below this index.</summary>
    public void Durable(ulong index)
    {
        if (_pending > 0 && index > _pendingIndex)
        {
            _durable += _pending;
            _pending = 0;
        }
    }

    /// <summary>Books more, in the entry of this index.</summary>
    public void Book(decimal amount, ulong index)
    {
        _pending += amount;
        _pendingIndex = index;
    }

    /// <summary>Charges from what is booked. False where the disk does not have that yet.</summary>
    public bool Take(decimal amount)
    {
        if (amount <= _durable)
        {
            _durable -= amount;
            return true;
        }

        _pending = Math.Max(0, _pending - (amount - _durable));
        _durable = 0;
        return false;
    }

    /// <summary>What was left is given back, or has been counted as spent.</summary>
    public void Clear() => (_durable, _pending) = (0, 0);

    public readonly void Write(scoped ref FrameWriter writer) => writer.Decimal(Left);

    /// <summary>What a snapshot tells of is on the disk: the snapshot is.</summary>
    public void Read(scoped ref FrameReader reader) => (_durable, _pending) = (reader.Decimal(), 0);
}
