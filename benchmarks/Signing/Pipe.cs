using System.Diagnostics;
using System.Text;
using Countersign.Benchmarks.Measuring;
using Countersign.Channels;
using Countersign.Core.Frames;

namespace Countersign.Benchmarks.Signing;

/// <summary>
/// Gateway and courier of the process that is measured, in one thread: sends requests in at one channel, takes signed requests out at the other,
/// and keeps the market's facts fresh.
/// </summary>
internal sealed class Pipe(Descriptor gateway, Descriptor courier) : IDisposable
{
    private const ulong Beside = 1UL << 63;
    private const int Ring = 256;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FactsLast = TimeSpan.FromMilliseconds(500);

    private readonly RawEnd _gateway = new(gateway);
    private readonly RawEnd _courier = new(courier);
    private readonly byte[] _packet = new byte[Frame.MaxLength];
    private readonly long[] _sentAt = new long[Ring];
    private ulong _id;
    private ulong _beside = Beside;
    private long _factsAt;
    private long _heardAt;

    /// <summary>A call that is always under way beside those that are measured; null for none.</summary>
    public CallWriter? Other { get; set; }

    /// <summary>How many of <see cref="Other"/> were signed.</summary>
    public long OtherSigned { get; private set; }

    /// <summary>Has so many requests signed, so many at a time, and notes how long each took.</summary>
    /// <exception cref="InvalidOperationException">One was refused; with the signer's words.</exception>
    public void Run(CallWriter writer, int inFlight, long count, Series? series)
    {
        var last = _id + (ulong)count;
        var underWay = 0;
        _heardAt = Stopwatch.GetTimestamp();
        var besideUnderWay = Other is not null;
        if (besideUnderWay)
        {
            _gateway.Send(Other!.Write(++_beside));
        }

        while (underWay > 0 || _id < last)
        {
            while (underWay < inFlight && _id < last)
            {
                KeepFactsFresh();
                var packet = writer.Write(++_id);
                _sentAt[_id % Ring] = Stopwatch.GetTimestamp();
                _gateway.Send(packet);
                underWay++;
            }

            if (TryTakeSigned() is not { } id)
            {
                continue;
            }

            if (id < Beside)
            {
                series?.Add(_heardAt - _sentAt[id % Ring]);
                underWay--;
            }
            else
            {
                OtherSigned++;
                _gateway.Send(Other!.Write(++_beside));
            }
        }

        while (besideUnderWay)
        {
            besideUnderWay = TryTakeSigned() is null;
        }
    }

    /// <summary>Tries until a first request is signed: a signer that has just started refuses for a while.</summary>
    public void RunFirst(CallWriter writer)
    {
        _heardAt = Stopwatch.GetTimestamp();
        var deadline = _heardAt + (Patience.Ticks * (Stopwatch.Frequency / TimeSpan.TicksPerSecond));
        while (true)
        {
            try
            {
                Run(writer, 1, 1, null);
                return;
            }
            catch (InvalidOperationException) when (Stopwatch.GetTimestamp() < deadline)
            {
                // Not yet.
            }
        }
    }

    public void Dispose()
    {
        _gateway.Dispose();
        _courier.Dispose();
    }

    private ulong? TryTakeSigned()
    {
        var length = _courier.TryReceive(_packet);
        if (length == 0)
        {
            ThrowIfRefused();
            return null;
        }

        _heardAt = Stopwatch.GetTimestamp();
        return Frame.TryRead<SignedCall>(_packet.AsSpan(0, length), out var call) ? call.Id : null;
    }

    private void ThrowIfRefused()
    {
        // Seldom: a look at the other socket is not free.
        if (Stopwatch.GetElapsedTime(_heardAt) < TimeSpan.FromMilliseconds(20))
        {
            return;
        }

        var length = _gateway.TryReceive(_packet);
        if (length > 0 && Frame.TryRead<Refused>(_packet.AsSpan(0, length), out var refused))
        {
            throw new InvalidOperationException($"the signer refused: {Encoding.UTF8.GetString(refused.Sentence)}");
        }

        if (Stopwatch.GetElapsedTime(_heardAt) > Patience)
        {
            throw new TimeoutException("the process that is measured does not answer");
        }
    }

    private void KeepFactsFresh()
    {
        if (_factsAt != 0 && Stopwatch.GetElapsedTime(_factsAt) < FactsLast)
        {
            return;
        }

        var isFirst = _factsAt == 0;
        _factsAt = Stopwatch.GetTimestamp();
        if (isFirst)
        {
            _courier.Send(_packet.AsSpan(0, Frame.Write(new Clock { OffsetMicroseconds = 0, RoundTripMicroseconds = 1 }, _packet)));
        }

        _courier.Send(_packet.AsSpan(0, Frame.Write(
            new MarketFact { Symbol = "BTCUSDT"u8, Bid = 49_999, Ask = 50_001, Average = 50_000, BookAge = 0, AverageAge = 0 }, _packet)));
    }
}
