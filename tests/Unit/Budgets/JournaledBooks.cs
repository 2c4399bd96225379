using System.Text;
using Countersign.Core.Budgets;
using Countersign.Core.Frames;
using Countersign.Core.Journal;
using Countersign.Core.Journal.Entries;
using Countersign.Core.Names;
using Countersign.Core.Records;
using Countersign.Core.Refusals;
using Shouldly;

namespace Countersign.Unit.Budgets;

/// <summary>Books that are used as the signer uses them: each change with its entry, in a journal of which the disk has a part.</summary>
internal sealed class JournaledBooks
{
    public static readonly RecordIdentity Key = RecordIdentity.Of(OwnerId.Parse("self"), KeyName.Parse("main"));

    private readonly List<byte[]> _entries = [];
    private readonly Dictionary<RecordIdentity, BudgetLimits> _limits = [];

    public Books Books { get; private set; } = new();

    public long Now { get; private set; } = 1_000_000_000_000;

    public ulong Next => (ulong)_entries.Count;

    public ulong Durable { get; private set; }

    public static RecordIdentity Bot(string name) => RecordIdentity.Of(OwnerId.Parse("self"), BotName.Parse(name));

    public void Limit(RecordIdentity identity, params BudgetLimit[] limits)
    {
        _limits[identity] = new BudgetLimits([.. limits]);
        Books.Scope(identity).Limits = _limits[identity];
    }

    public void Wait(long microseconds) => Now += microseconds;

    public void Wait(TimeSpan time) => Wait((long)time.TotalMicroseconds);

    public void Sync() => Durable = Next;

    /// <summary>Signs, or says why not; <paramref name="waits"/> when it may not be handed over before <see cref="Durable"/> is beyond it.</summary>
    public Refusal? TrySign(RecordIdentity bot, in Charge charge, string name, out ulong index, out bool waits)
    {
        (index, waits) = (0, false);
        if (Books.TryReserve(Books.Scope(bot), Books.Scope(Key), charge, Durable, Now, out var reservation) is { } refusal)
        {
            return refusal;
        }

        Book(reservation.BotLease);
        Book(reservation.KeyLease);
        index = Append(new Signed
        {
            Bot = Encoding.ASCII.GetBytes(bot.Name),
            Key = "main"u8,
            Source = default,
            Endpoint = "api.binance.com POST /api/v3/order"u8,
            Parameters = Encoding.ASCII.GetBytes($"symbol=BTCUSDT&newClientOrderId={name}&timestamp=1"),
            PolicyVersion = 1,
            PolicyHash = default,
            Bid = 0,
            Ask = 0,
            Average = 0,
            FactsAge = 0,
            Asset = Encoding.ASCII.GetBytes(charge.Asset),
            Orders = charge.Orders,
            Notional = charge.Notional,
            Loss = charge.Loss,
        });
        waits = !Books.Sign(reservation, index, Name(name), Now);
        return null;
    }

    /// <summary>Signs what must fit.</summary>
    public ulong Sign(RecordIdentity bot, in Charge charge, string name)
    {
        TrySign(bot, charge, name, out var index, out _).ShouldBeNull();
        return index;
    }

    public void End(ulong order, string status, decimal executed)
    {
        Append(new OrderEnded { Order = order, Status = Encoding.ASCII.GetBytes(status), Executed = executed });
        Books.End(order, Encoding.ASCII.GetBytes(status), executed, Now);
    }

    /// <summary>Ends in order, and starts again.</summary>
    public void Restart()
    {
        Append(default(Ended));
        Sync();
        Start(unclean: false);
    }

    /// <summary>Nothing is left but the first entries; then a signer starts that knows of the crash.</summary>
    public void Crash(ulong left)
    {
        _entries.RemoveRange((int)left, _entries.Count - (int)left);
        Start(unclean: true);
    }

    public Books Replay()
    {
        var books = new Books();
        foreach (var entry in _entries)
        {
            Entry.TryReadHead(entry, out var kind, out _).ShouldBeTrue();
            BooksReplay.TryApply(books, kind, entry).ShouldBeTrue();
        }

        SetLimits(books);
        return books;
    }

    /// <summary>All that books remember, in an order of their own.</summary>
    public static byte[] Image(Books books)
    {
        var bytes = new byte[BooksImage.Length(books)];
        var writer = new FrameWriter(bytes);
        BooksImage.Write(books, ref writer);
        writer.Length.ShouldBe(bytes.Length);
        return bytes;
    }

    public Books FromImage(byte[] image)
    {
        var books = new Books();
        var reader = new FrameReader(image);
        BooksImage.TryRead(books, ref reader).ShouldBeTrue();
        reader.IsComplete.ShouldBeTrue();
        SetLimits(books);
        return books;
    }

    private void Start(bool unclean)
    {
        Books = Replay();
        Append(new Started
        {
            Life = 1, BootId = new byte[16], Monotonic = 0, Strict = false, Unclean = unclean, Dropped = 0, Software = default,
        });
        if (unclean)
        {
            Books.SpendLeases(Now);
        }

        Sync();
    }

    private static ClientOrderName Name(string name) => name.Length == 0 ? default : new ClientOrderName(Key, "BTCUSDT", Encoding.ASCII.GetBytes(name));

    private void SetLimits(Books books)
    {
        foreach (var (identity, limits) in _limits)
        {
            books.Scope(identity).Limits = limits;
        }
    }

    private void Book(in LeaseWanted lease)
    {
        if (!lease.IsNone)
        {
            Books.Book(lease, Append(new Leased
            {
                Scope = lease.Scope.Identity.Kind,
                Name = Encoding.ASCII.GetBytes(lease.Scope.Identity.Name),
                Asset = Encoding.ASCII.GetBytes(lease.Asset),
                Orders = lease.Orders,
                Notional = lease.Notional,
                Loss = lease.Loss,
            }));
        }
    }

    private ulong Append<TEntry>(scoped in TEntry entry)
        where TEntry : IEntry<TEntry>, allows ref struct
    {
        var buffer = new byte[1024];
        var head = new EntryHead { Index = Next, Time = 0, BudgetTime = Now, Owner = "self"u8 };
        _entries.Add(buffer[..Entry.Write(head, entry, buffer)]);
        return Next - 1;
    }
}
