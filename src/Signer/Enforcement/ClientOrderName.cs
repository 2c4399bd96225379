using System.Runtime.InteropServices;
using Countersign.Core.Records;
using Countersign.Signer.Loaded;

namespace Countersign.Signer.Enforcement;

/// <summary>A client order id of one exchange key on one symbol, as a value that compares without allocating.</summary>
internal readonly record struct ClientOrderName(RecordIdentity Key, string Symbol, int Length, UInt128 A, UInt128 B, ulong C)
{
    // The exchange takes at most 36 characters.
    private const int MaxLength = 40;

    public static ClientOrderName Of(LoadedKey key, OrderName name)
    {
        Span<byte> padded = stackalloc byte[MaxLength];
        padded.Clear();
        name.Value[..Math.Min(name.Value.Length, MaxLength)].CopyTo(padded);
        return new ClientOrderName(key.Label.Identity, name.Symbol, name.Value.Length,
            MemoryMarshal.Read<UInt128>(padded), MemoryMarshal.Read<UInt128>(padded[16..]), MemoryMarshal.Read<ulong>(padded[32..]));
    }
}
