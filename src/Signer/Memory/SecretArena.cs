using System.Numerics;

namespace Countersign.Signer.Memory;

/// <summary>
/// Where secrets lie: slots of like size share pages, so that fifty thousand of them need neither fifty thousand mappings nor a page each.
/// Thread-safe.
/// </summary>
internal sealed class SecretArena
{
    private const int SmallestSlot = 32;
    private const int LargestSlot = 4096;
    private const int SlabSize = 64 * 1024;

    // Slabs with room, by the logarithm of their slots' size.
    private readonly Dictionary<int, List<SecretSlab>> _withRoom = [];
    private readonly Lock _gate = new();

    private static bool _hasWarned;

    /// <summary>For secrets that are filled once.</summary>
    public static SecretArena Keys { get; } = new();

    /// <summary>For what is written again and again: apart, since pages with it are never read-only.</summary>
    public static SecretArena Work { get; } = new();

    /// <summary>A writable slot of zeros in a slab.</summary>
    public SecretSlab Take(int length, out nint slot)
    {
        lock (_gate)
        {
            if (length > LargestSlot)
            {
                var alone = new SecretSlab(this, length, slots: 1);
                slot = alone.Take();
                return Known(alone);
            }

            var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(length, SmallestSlot));
            if (!_withRoom.TryGetValue(size, out var slabs))
            {
                _withRoom[size] = slabs = [];
            }

            if (slabs.Count == 0)
            {
                slabs.Add(Known(new SecretSlab(this, size, SlabSize / size)));
            }

            var slab = slabs[^1];
            slot = slab.Take();
            if (slab.IsFull)
            {
                slabs.RemoveAt(slabs.Count - 1);
            }

            return slab;
        }
    }

    public void EndWriting(SecretSlab slab)
    {
        lock (_gate)
        {
            slab.EndWriting();
        }
    }

    /// <summary>Wipes a slot and takes it back; pages that are empty go back to the system, but for the last of their size.</summary>
    public void Return(SecretSlab slab, nint slot, bool isWriting)
    {
        lock (_gate)
        {
            var wasFull = slab.IsFull;
            slab.Return(slot, isWriting);
            if (!_withRoom.TryGetValue(slab.SlotSize, out var slabs))
            {
                slab.Unmap();
                return;
            }

            if (wasFull)
            {
                slabs.Add(slab);
            }

            if (slab.IsEmpty && slabs.Count > 1)
            {
                slabs.Remove(slab);
                slab.Unmap();
            }
        }
    }

    private static SecretSlab Known(SecretSlab slab)
    {
        if (slab.Keeping == Keeping.Swappable && !Interlocked.Exchange(ref _hasWarned, true))
        {
            Console.Error.WriteLine(
                "signer: warning: the limit of locked memory is used up, and further secrets could be written to swap; raise it: LimitMEMLOCK= in the unit, or ulimit -l");
        }

        return slab;
    }
}
