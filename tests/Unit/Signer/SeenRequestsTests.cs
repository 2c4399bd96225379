using System.Runtime.CompilerServices;
using Countersign.Signer.Enforcement;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Signer;

public sealed class SeenRequestsTests
{
    [Fact]
    public void Finds_what_a_plain_list_finds_while_it_grows_and_forgets()
    {
        var random = new Random(7);
        var seen = new SeenRequests();
        var model = new Dictionary<MacKey, ulong>();
        var order = new Queue<MacKey>();
        var (most, empties, faults) = (0, 0, 0);
        for (ulong i = 1; i <= 60_000; i++)
        {
            var key = new MacKey((uint)random.Next(3), i, 0, 0, 0);
            seen.Add(new SeenRequest { Key = key, Endpoint = 1, Arrived = (long)i, Timestamp = 0 });
            seen.Find(key).Sequence = i;
            model.Add(key, i);
            order.Enqueue(key);
            most = Math.Max(most, order.Count);

            var shrinks = i % 30_000 > 24_000;
            while (order.Count > 0 && (shrinks ? random.Next(8) > 0 : random.Next(20) == 0))
            {
                faults += seen.Oldest.Key == order.Peek() ? 0 : 1;
                seen.RemoveOldest();
                model.Remove(order.Dequeue());
            }

            var asked = new MacKey((uint)random.Next(3), (ulong)random.NextInt64((long)i + 2), 0, 0, 0);
            ref var found = ref seen.Find(asked);
            faults += (Unsafe.IsNullRef(ref found) ? 0 : found.Sequence) == model.GetValueOrDefault(asked) ? 0 : 1;
            faults += seen.IsEmpty == (order.Count == 0) ? 0 : 1;
            empties += seen.IsEmpty ? 1 : 0;
        }

        faults.ShouldBe(0);
        most.ShouldBeGreaterThan(20_000);
        empties.ShouldBeGreaterThan(10);
    }
}
