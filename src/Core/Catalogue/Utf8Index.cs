using System.Buffers.Binary;
using System.Numerics;

namespace Countersign.Core.Catalogue;

/// <summary>Finds a value by its name in UTF-8, compared byte by byte. For tables fixed at start: a stranger cannot choose the names in it.</summary>
internal sealed class Utf8Index<TValue>
    where TValue : class
{
    // At most half full, so that a free slot ends each search soon.
    private readonly Slot[] _slots;

    /// <summary>Of equal names the first counts.</summary>
    public Utf8Index(IReadOnlyCollection<TValue> values, Func<TValue, byte[]> name)
    {
        _slots = new Slot[BitOperations.RoundUpToPowerOf2((uint)((2 * values.Count) + 1))];
        foreach (var value in values)
        {
            ref var slot = ref SlotOf(name(value));
            slot = slot.Value is null ? new Slot(name(value), value) : slot;
        }
    }

    /// <summary>The value of a name, or null.</summary>
    public TValue? Find(ReadOnlySpan<byte> name) => SlotOf(name).Value;

    // Where the name is, or the free slot where it would be.
    private ref Slot SlotOf(ReadOnlySpan<byte> name)
    {
        var mask = _slots.Length - 1;
        for (var at = (int)(Hash(name) & (uint)mask); ; at = (at + 1) & mask)
        {
            ref var slot = ref _slots[at];
            if (slot.Value is null || name.SequenceEqual(slot.Name))
            {
                return ref slot;
            }
        }
    }

    // The names of the exchange differ at their ends or in their length.
    private static uint Hash(ReadOnlySpan<byte> name)
    {
        var (first, last) = name.Length switch
        {
            >= sizeof(ulong) => (BinaryPrimitives.ReadUInt64LittleEndian(name), BinaryPrimitives.ReadUInt64LittleEndian(name[^sizeof(ulong)..])),
            >= sizeof(uint) => (BinaryPrimitives.ReadUInt32LittleEndian(name), BinaryPrimitives.ReadUInt32LittleEndian(name[^sizeof(uint)..])),
            > 0 => (name[0], name[^1]),
            _ => (0UL, 0UL),
        };
        var mixed = ((first * 0x9E37_79B9_7F4A_7C15) ^ BitOperations.RotateLeft(last * 0xC2B2_AE3D_27D4_EB4F, 31)) + (uint)name.Length;
        return (uint)((mixed * 0x9E37_79B9_7F4A_7C15) >> 32);
    }

    private readonly record struct Slot(byte[] Name, TValue Value);
}
