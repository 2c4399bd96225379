using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Countersign.Gateway.Links;

namespace Countersign.Gateway.Calls;

/// <summary>The calls under way, by the number under which the other processes know them.</summary>
internal sealed class PendingCalls
{
    private readonly ConcurrentDictionary<ulong, PendingCall> _calls = new();
    private ulong _lastId = FirstId();

    internal int Count => _calls.Count;

    internal IEnumerable<PendingCall> All => _calls.Values;

    /// <summary>Enters a call before it is handed over; whoever enters it removes it.</summary>
    internal PendingCall Enter(PeerLink? signer, PeerLink courier)
    {
        var call = new PendingCall(Interlocked.Increment(ref _lastId), signer, courier);
        _calls[call.Id] = call;
        return call;
    }

    internal PendingCall? Find(ulong id) => _calls.GetValueOrDefault(id);

    internal void Remove(PendingCall call) => _calls.TryRemove(call.Id, out _);

    // Random, because the courier may still finish a call for the life of the gateway before this one: its answer must meet no call here.
    private static ulong FirstId()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }
}
