using System.Runtime.InteropServices;
using Countersign.Core.Records;

namespace Countersign.Core.Budgets;

/// <summary>A client order id of one exchange key on one symbol, as a value that compares without allocating.</summary>
public readonly record struct ClientOrderName
{
    // The exchange takes at most 36 characters.
    private const int MaxLength = 40;

    private readonly RecordIdentity _key;
    private readonly UInt128 _first;
    private readonly UInt128 _second;
    private readonly ulong _third;
    private readonly int _length;

    /// <summary>The name of an order.</summary>
    /// <param name="key">The exchange key that places it.</param>
    /// <param name="symbol">As the exchange writes it.</param>
    /// <param name="id">The client order id, UTF-8.</param>
    public ClientOrderName(RecordIdentity key, string symbol, ReadOnlySpan<byte> id)
    {
        Span<byte> padded = stackalloc byte[MaxLength];
        padded.Clear();
        id[..Math.Min(id.Length, MaxLength)].CopyTo(padded);
        (_key, Symbol, _length) = (key, symbol, id.Length);
        (_first, _second, _third) = (MemoryMarshal.Read<UInt128>(padded), MemoryMarshal.Read<UInt128>(padded[16..]), MemoryMarshal.Read<ulong>(padded[32..]));
    }

    /// <summary>The symbol; empty for a default value, which names nothing.</summary>
    public string Symbol { get => field ?? ""; }

    /// <summary>True for a default value.</summary>
    public bool IsNone => _length == 0;

    /// <summary>The client order id as text, to ask the exchange with.</summary>
    public string Id
    {
        get
        {
            Span<byte> padded = stackalloc byte[MaxLength];
            MemoryMarshal.Write(padded, _first);
            MemoryMarshal.Write(padded[16..], _second);
            MemoryMarshal.Write(padded[32..], _third);
            return System.Text.Encoding.UTF8.GetString(padded[..Math.Min(_length, MaxLength)]);
        }
    }
}
