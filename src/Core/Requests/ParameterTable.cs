using System.Numerics;
using Countersign.Core.Catalogue;

namespace Countersign.Core.Requests;

/// <summary>The parameters of one request in the order in which they were sent: where each value stands in the request's buffer.</summary>
internal sealed class ParameterTable
{
    private readonly Slot[] _slots = new Slot[RequestLimits.MaxParameters];

    // Position of each known parameter among the slots, from 1; zero where it was not sent.
    private readonly byte[] _known = new byte[KnownParameters.Count];

    // A bit for each parameter of the endpoint that was sent.
    private ulong _present;

    public int Count { get; private set; }

    public void Clear()
    {
        Count = 0;
        _present = 0;
        Array.Clear(_known);
    }

    public bool Contains(ParameterName name) => (_present & (1UL << name.Index)) != 0;

    /// <summary>Adds a parameter that is not there yet; there must be room.</summary>
    public void Add(in Slot slot)
    {
        _slots[Count++] = slot;
        _present |= 1UL << slot.Name.Index;
        _known[(int)slot.Name.Known] = (byte)Count;
    }

    public ref readonly Slot At(int position) => ref _slots[position];

    /// <summary>Where a parameter stands; -1 if it was not sent.</summary>
    public int PositionOf(KnownParameter name) => name == KnownParameter.None ? -1 : _known[(int)name] - 1;

    /// <summary>The first parameter that the endpoint requires and the request lacks; null if it lacks none.</summary>
    public ParameterName? FirstMissing(Endpoint endpoint)
    {
        var missing = endpoint.RequiredSet & ~_present;
        return missing == 0 ? null : endpoint.Parameters[BitOperations.TrailingZeroCount(missing)];
    }

    /// <summary>One parameter.</summary>
    /// <param name="Name">As the endpoint has it.</param>
    /// <param name="Start">Of the decoded value in the buffer.</param>
    /// <param name="Length">Of the decoded value.</param>
    /// <param name="Number">What it reads as, where it is a price or a quantity.</param>
    public readonly record struct Slot(ParameterName Name, int Start, int Length, decimal Number);
}
