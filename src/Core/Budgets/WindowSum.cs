using Countersign.Core.Frames;

namespace Countersign.Core.Budgets;

/// <summary>
/// The sum of what was added within a sliding window, kept in buckets: an amount leaves with its whole bucket, so it never leaves early, and late
/// by at most one bucket. Holds memory only for buckets that have something in them.
/// </summary>
/// <param name="bucket">Microseconds of a bucket.</param>
/// <param name="buckets">Buckets in the window.</param>
internal sealed class WindowSum(long bucket, int buckets)
{
    private (long Bucket, decimal Amount)[] _ring = new (long, decimal)[2];
    private int _first;
    private int _count;
    private decimal _sum;

    /// <summary>Microseconds until what was added has left for certain.</summary>
    public long Length => bucket * (buckets + 1L);

    public bool IsEmpty => _count == 0;

    public decimal Sum(long now)
    {
        while (_count > 0 && _ring[_first].Bucket < (now / bucket) - buckets)
        {
            _sum -= _ring[_first].Amount;
            _first = (_first + 1) % _ring.Length;
            _count--;
        }

        return _sum;
    }

    public void Add(long now, decimal amount)
    {
        if (amount == 0)
        {
            return;
        }

        _ = Sum(now);
        Append(now / bucket, amount);
    }

    /// <summary>Microseconds from now until the sum has fallen to <paramref name="most"/> by itself.</summary>
    public long TimeUntil(decimal most, long now)
    {
        var sum = Sum(now);
        for (var i = 0; i < _count; i++)
        {
            if (sum <= most)
            {
                break;
            }

            var (at, amount) = _ring[(_first + i) % _ring.Length];
            sum -= amount;
            if (sum <= most)
            {
                return ((at + buckets + 1) * bucket) - now;
            }
        }

        return 0;
    }

    /// <summary>Bytes that <see cref="Write"/> writes.</summary>
    public int WrittenLength => sizeof(uint) + (_count * (sizeof(long) + sizeof(decimal)));

    public void Write(scoped ref FrameWriter writer)
    {
        writer.UInt32((uint)_count);
        for (var i = 0; i < _count; i++)
        {
            var (at, amount) = _ring[(_first + i) % _ring.Length];
            writer.Int64(at);
            writer.Decimal(amount);
        }
    }

    /// <summary>Reads into an empty sum; false for what <see cref="Write"/> does not write.</summary>
    public bool TryRead(scoped ref FrameReader reader)
    {
        for (var left = reader.UInt32(); left > 0; left--)
        {
            var at = reader.Int64();
            var amount = reader.Decimal();
            if (amount <= 0 || left > buckets + 1)
            {
                return false;
            }

            Append(at, amount);
        }

        return true;
    }

    private void Append(long at, decimal amount)
    {
        _sum += amount;
        var last = (_first + _count - 1) % _ring.Length;
        if (_count > 0 && _ring[last].Bucket >= at)
        {
            _ring[last].Amount += amount;
            return;
        }

        if (_count == _ring.Length)
        {
            var larger = new (long, decimal)[_ring.Length * 2];
            for (var i = 0; i < _count; i++)
            {
                larger[i] = _ring[(_first + i) % _ring.Length];
            }

            (_ring, _first) = (larger, 0);
        }

        _ring[(_first + _count++) % _ring.Length] = (at, amount);
    }
}
