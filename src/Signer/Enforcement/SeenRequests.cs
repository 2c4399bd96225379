using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Countersign.Signer.Enforcement;

/// <summary>
/// Requests in the order in which they came, found by their MAC: a ring of values, in which each has a number one above the one before, and buckets
/// that name the newest of their numbers. It allocates only when it grows. Not thread-safe.
/// </summary>
internal sealed class SeenRequests
{
    // A power of two. A bot of ordinary pace stays below it; memory that was never used costs none.
    private const int FirstCapacity = 16 * 1024;

    // A bot knows its MACs before it sends them; which of them share a bucket it cannot know.
    private readonly ulong _salt = RandomSalt();

    private Slot[] _ring = new Slot[FirstCapacity];
    private long[] _newest = new long[FirstCapacity];

    // Numbers start at one, so that a bucket of zero is an empty one.
    private long _first = 1;
    private long _next = 1;

    /// <summary>The oldest request; there must be one.</summary>
    public ref readonly SeenRequest Oldest => ref At(_first).Request;

    public bool IsEmpty => _first == _next;

    /// <summary>The request of this MAC, or a null reference; good until the next change.</summary>
    public ref SeenRequest Find(in MacKey key)
    {
        for (var number = _newest[Bucket(key)]; number >= _first; number = At(number).Older)
        {
            if (At(number).Request.Key == key)
            {
                return ref At(number).Request;
            }
        }

        return ref Unsafe.NullRef<SeenRequest>();
    }

    /// <summary>Adds a request whose MAC is not there.</summary>
    public void Add(in SeenRequest request)
    {
        if (_next - _first == _ring.Length)
        {
            Grow();
        }

        ref var newest = ref _newest[Bucket(request.Key)];
        At(_next) = new Slot { Request = request, Older = newest };
        newest = _next++;
    }

    /// <summary>Forgets the oldest: no walk goes past it any more.</summary>
    public void RemoveOldest() => _first++;

    private void Grow()
    {
        var (ring, first, next) = (_ring, _first, _next);
        _ring = new Slot[2 * ring.Length];
        _newest = new long[_ring.Length];
        _next = first;
        for (var number = first; number < next; number++)
        {
            Add(ring[number & (ring.Length - 1)].Request);
        }
    }

    private ref Slot At(long number) => ref _ring[number & (_ring.Length - 1)];

    // The upper bits of a product depend on all bits of the salted MAC.
    private int Bucket(in MacKey key) =>
        (int)(((key.A ^ _salt) * 0x9E37_79B9_7F4A_7C15) >> (64 - BitOperations.Log2((uint)_newest.Length)));

    private static ulong RandomSalt()
    {
        Span<byte> random = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(random);
        return BinaryPrimitives.ReadUInt64LittleEndian(random);
    }

    private struct Slot
    {
        public SeenRequest Request;

        /// <summary>Number of the next older request in the same bucket; it may be forgotten.</summary>
        public long Older;
    }
}
