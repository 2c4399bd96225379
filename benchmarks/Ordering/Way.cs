using System.Diagnostics;
using System.Net.Sockets;
using Countersign.Benchmarks.Bots;
using Countersign.Benchmarks.Measuring;

namespace Countersign.Benchmarks.Ordering;

/// <summary>One of the ways to the same upstream, with connections that stay open.</summary>
internal sealed class Way : IDisposable
{
    private static long _numbers;

    private readonly Connection[] _connections;

    public Way(string name, Uri url, IReadOnlyList<Bot> bots, int connections)
    {
        Name = name;
        _connections = [.. Enumerable.Range(0, connections).Select(i => new Connection(url, bots[i % bots.Count]))];
    }

    public string Name { get; }

    public Series Latencies { get; } = new();

    /// <summary>So many orders, one after the other on one connection. A time runs from before an order is sent until its whole answer is there.</summary>
    public void RunOne(int count, bool counts)
    {
        var connection = _connections[0];
        for (var i = 0; i < count; i++)
        {
            connection.Write(++_numbers);
            var start = Stopwatch.GetTimestamp();
            connection.Send();
            while (!connection.Receive())
            {
            }

            if (counts)
            {
                Latencies.Add(Stopwatch.GetTimestamp() - start);
            }
        }
    }

    /// <summary>Orders on all connections, one under way on each, all by one thread; returns how many a second.</summary>
    public double RunAll(TimeSpan time)
    {
        var bySocket = _connections.ToDictionary(static connection => connection.Socket);
        var waiting = new List<Socket>(_connections.Length);
        var (done, underWay) = (0L, _connections.Length);
        var clock = Stopwatch.StartNew();
        Array.ForEach(_connections, Begin);
        while (underWay > 0)
        {
            waiting.Clear();
            waiting.AddRange(bySocket.Keys);
            Socket.Select(waiting, null, null, TimeSpan.FromSeconds(30));
            if (waiting.Count == 0)
            {
                throw new TimeoutException($"{Name}: no answer for 30 seconds");
            }

            foreach (var connection in waiting.Select(socket => bySocket[socket]))
            {
                if (!connection.Receive())
                {
                    continue;
                }

                done++;
                if (clock.Elapsed < time)
                {
                    Begin(connection);
                }
                else
                {
                    underWay--;
                }
            }
        }

        return done / clock.Elapsed.TotalSeconds;
    }

    public void Dispose() => Array.ForEach(_connections, static connection => connection.Dispose());

    private static void Begin(Connection connection)
    {
        connection.Write(++_numbers);
        connection.Send();
    }
}
