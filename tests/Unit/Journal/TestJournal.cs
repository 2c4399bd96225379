using System.Buffers.Binary;
using System.Globalization;
using Countersign.Cli.Journal;
using Countersign.Core.Journal;
using Countersign.Core.Journal.Checkpoints;
using Countersign.Core.Journal.Entries;
using Countersign.Core.Journal.Merkle;
using Countersign.Core.Records;

namespace Countersign.Unit.Journal;

/// <summary>A journal in a folder of its own, written by the test as a signer would.</summary>
internal sealed class TestJournal : IDisposable
{
    private const long Start = 1_790_000_000_000_000;

    private readonly TemporaryFolder _folder = new();

    public TestJournal()
    {
        VaultId = [.. Enumerable.Range(1, 16).Select(static number => (byte)number)];
        Key = new JournalKey(VaultId);
        Append("", new Opened { VaultId = VaultId, Origin = System.Text.Encoding.UTF8.GetBytes(Key.Public.Name), PublicKey = Key.Public.PublicKey });
    }

    public byte[] VaultId { get; }

    public JournalKey Key { get; }

    public string Path => _folder.Path;

    public JournalFolder Folder => new(Path);

    /// <summary>The entries, to be changed as an attacker would.</summary>
    public List<byte[]> Entries { get; } = [];

    /// <summary>An entry of that index.</summary>
    public static byte[] Entry<TEntry>(ulong index, string owner, scoped in TEntry entry, long budgetTime = -1)
        where TEntry : IEntry<TEntry>, allows ref struct
    {
        var buffer = new byte[Core.Journal.Entry.MaxLength];
        var time = Start + ((long)index * 1000);
        var head = new EntryHead
        {
            Index = index, Time = time, BudgetTime = budgetTime < 0 ? (long)index * 1000 : budgetTime, Owner = System.Text.Encoding.ASCII.GetBytes(owner),
        };
        return buffer[..Core.Journal.Entry.Write(head, entry, buffer)];
    }

    public static Signed Order(string parameters) => new()
    {
        Bot = "grid"u8, Key = "main"u8, Source = "127.0.0.1"u8, Endpoint = "api.binance.com POST /api/v3/order"u8,
        Parameters = System.Text.Encoding.UTF8.GetBytes(parameters), PolicyVersion = 3, PolicyHash = new byte[32],
        Bid = 99.5m, Ask = 100.5m, Average = 100m, FactsAge = 12, Asset = "USDT"u8, Orders = 1, Notional = 1000.25m, Loss = 0.5m,
    };

    public void Append<TEntry>(string owner, scoped in TEntry entry)
        where TEntry : IEntry<TEntry>, allows ref struct => Entries.Add(Entry((ulong)Entries.Count, owner, entry));

    /// <summary>Appends entries of several kinds and owners until there are so many.</summary>
    public TestJournal UpTo(int count)
    {
        while (Entries.Count < count)
        {
            var number = Entries.Count.ToString(CultureInfo.InvariantCulture);
            switch (Entries.Count % 4)
            {
                case 0:
                    Append("self", new Revoked { Record = RecordKind.Bot, Name = System.Text.Encoding.ASCII.GetBytes("bot" + number) });
                    break;
                case 1:
                    Append("self", Order("symbol=BTCUSDT&side=BUY&quantity=" + number));
                    break;
                case 2:
                    Append("alice", Order("symbol=ETHUSDT&side=SELL&quantity=" + number));
                    break;
                default:
                    Append("alice", new Refused
                    {
                        Bot = "grid"u8, Source = "10.0.0.1"u8, Endpoint = "api.binance.com POST /api/v3/order"u8, Code = "max-notional"u8,
                        Sentence = "the order is above the limit"u8,
                    });
                    break;
            }
        }

        return this;
    }

    /// <summary>Writes all entries, and a checkpoint over them.</summary>
    public TestJournal Written()
    {
        WriteEntries();
        File.WriteAllBytes(System.IO.Path.Combine(Path, JournalLayout.CheckpointFile), Sign(Entries.Count));
        File.WriteAllText(System.IO.Path.Combine(Path, JournalLayout.PublicKeyFile), Key.Public + "\n");
        return this;
    }

    /// <summary>Writes all entries; the checkpoint stays as it is.</summary>
    public void WriteEntries()
    {
        var folder = System.IO.Path.Combine(Path, JournalLayout.EntriesFolder);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        foreach (var segment in Entries.Chunk(JournalLayout.SegmentEntries).Index())
        {
            using var file = File.Create(SegmentFile(segment.Index));
            var length = new byte[JournalLayout.LengthBytes];
            foreach (var entry in segment.Item)
            {
                BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)entry.Length);
                file.Write(length);
                file.Write(entry);
            }
        }
    }

    public string SegmentFile(int number = 0) =>
        System.IO.Path.Combine(Path, JournalLayout.EntriesFolder, JournalLayout.SegmentName((ulong)number * JournalLayout.SegmentEntries));

    /// <summary>Where an entry's length begins in its segment.</summary>
    public long OffsetOf(int index) =>
        Entries.Skip(index - (index % JournalLayout.SegmentEntries)).Take(index % JournalLayout.SegmentEntries)
            .Sum(static entry => (long)JournalLayout.LengthBytes + entry.Length);

    /// <summary>A file with the checkpoint over the first entries, saved elsewhere.</summary>
    public SavedCheckpoint Save(int size)
    {
        var file = _folder.File(FormattableString.Invariant($"saved-{size}"));
        File.WriteAllBytes(file, Sign(size));
        return SavedCheckpoint.Read(file, Key.Public);
    }

    /// <summary>The journal's own newest checkpoint.</summary>
    public SavedCheckpoint Newest() => SavedCheckpoint.Read(Folder.CheckpointFile, Key.Public);

    public MerkleHash Root(int size)
    {
        var tree = new Frontier();
        foreach (var entry in Entries.Take(size))
        {
            tree.Append(MerkleHash.OfLeaf(entry));
        }

        return tree.Root();
    }

    public void Dispose()
    {
        Key.Dispose();
        _folder.Dispose();
    }

    private byte[] Sign(int size) => Key.Sign(new Checkpoint(Key.Public.Name, (ulong)size, Root(size)).Text);
}
