using System.Diagnostics.CodeAnalysis;
using System.Text;
using Countersign.Core.Budgets;
using Countersign.Core.Bytes;
using Countersign.Core.Frames;
using Countersign.Core.Journal;
using Countersign.Core.Journal.Entries;
using Countersign.Core.Names;
using Countersign.Core.Records;

namespace Countersign.Signer.Journal.Memory;

/// <summary>
/// All that the signer remembers, derived from the entries of its journal and from nothing else. Not thread-safe.
/// <code>
/// +----------+--------+-----------+------+---------+------------+-----------+---------+------------+-------+-----------+
/// | vault id | origin | publicKey | life | started | monotonic  | boot id   | ended   | budgetTime | marks | books     |
/// |    16    | field8 |    32     | u64  |   u64   |    u64     |   16      | u8 0, 1 |    u64     |       | BooksImage|
/// +----------+--------+-----------+------+---------+------------+-----------+---------+------------+-------+-----------+
/// </code>
/// </summary>
internal sealed class JournalState
{
    private const int PublicKeyLength = 32;

    private byte[] _bootId = new byte[BootId.Length];
    private long _startedMonotonic;
    private long _startedBudgetTime;

    private JournalState(byte[] vaultId, string origin, byte[] publicKey) => (VaultId, Origin, PublicKey) = (vaultId, origin, publicKey);

    public ReadOnlyMemory<byte> VaultId { get; }

    /// <summary>The name in its checkpoints.</summary>
    public string Origin { get; }

    /// <summary>Of the key that signs them.</summary>
    public ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>The number of the signer that worked on it last.</summary>
    public ulong Life { get; private set; }

    /// <summary>That signer ended in order. True as well where there was none.</summary>
    public bool IsEnded { get; private set; } = true;

    /// <summary>Of the last entry, microseconds.</summary>
    public long BudgetTime { get; private set; }

    public RecordMarks Marks { get; private set; } = new();

    /// <summary>What was signed, and what of it may still fill.</summary>
    public Books Books { get; } = new();

    private int Length => RecordLimits.VaultId + 1 + Encoding.UTF8.GetByteCount(Origin) + PublicKeyLength + (4 * sizeof(ulong)) + BootId.Length + 1 + Marks.Length + BooksImage.Length(Books);

    /// <summary>The state after a journal's first entry; false when it is no first entry.</summary>
    public static bool TryBegin(ReadOnlySpan<byte> entry, [NotNullWhen(true)] out JournalState? state)
    {
        state = null;
        if (Entry.TryRead<Opened>(entry, out var head, out var opened) && head.Index == 0
            && opened.VaultId.Length == RecordLimits.VaultId && opened.PublicKey.Length == PublicKeyLength && opened.Origin.Length is > 0 and <= byte.MaxValue)
        {
            state = new JournalState(opened.VaultId.ToArray(), Encoding.UTF8.GetString(opened.Origin), opened.PublicKey.ToArray()) { BudgetTime = head.BudgetTime };
        }

        return state is not null;
    }

    /// <summary>Takes the next entry in; false for one that this release does not understand, which may hold anything.</summary>
    public bool TryApply(EntryKind kind, in EntryHead head, ReadOnlySpan<byte> entry)
    {
        BudgetTime = Math.Max(BudgetTime, head.BudgetTime);
        if (!BooksReplay.TryApply(Books, kind, entry))
        {
            return false;
        }

        switch (kind)
        {
            case EntryKind.Started:
                return TryStart(head, entry);
            case EntryKind.Ended:
                IsEnded = true;
                return true;
            case EntryKind.Accepted:
                return TryAccept(head, entry);
            case EntryKind.Revoked:
                return TryRevoke(head, entry);
            case EntryKind.Opened:
                return false;
            default:
                return Enum.IsDefined(kind);
        }
    }

    /// <summary>What the budgets' clock shows when a new signer starts, microseconds: it went on within the same boot, and stood still over a reboot.</summary>
    public long BudgetTimeAt(long monotonic, ReadOnlySpan<byte> bootId)
    {
        var isSameBoot = bootId.SequenceEqual(_bootId) && bootId.ContainsAnyExcept((byte)0);
        return isSameBoot ? Math.Max(BudgetTime, _startedBudgetTime + (monotonic - _startedMonotonic)) : BudgetTime;
    }

    public byte[] ToBytes()
    {
        Books.Prune(BudgetTime);
        var bytes = new byte[Length];
        var writer = new ByteWriter(bytes);
        writer.Bytes(VaultId.Span);
        writer.Field8(Encoding.UTF8.GetBytes(Origin));
        writer.Bytes(PublicKey.Span);
        writer.U64(Life);
        writer.U64((ulong)_startedBudgetTime);
        writer.U64((ulong)_startedMonotonic);
        writer.Bytes(_bootId);
        writer.U8(IsEnded ? (byte)1 : (byte)0);
        writer.U64((ulong)BudgetTime);
        Marks.Write(ref writer);
        var books = new FrameWriter(bytes.AsSpan(writer.Written));
        BooksImage.Write(Books, ref books);
        return bytes;
    }

    /// <summary>Reads what was written; false for anything else.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out JournalState? state)
    {
        var reader = new ByteReader(bytes);
        var vaultId = reader.Bytes(RecordLimits.VaultId).ToArray();
        var origin = Encoding.UTF8.GetString(reader.Field8());
        state = new JournalState(vaultId, origin, reader.Bytes(PublicKeyLength).ToArray())
        {
            Life = reader.U64(),
            _startedBudgetTime = (long)reader.U64(),
            _startedMonotonic = (long)reader.U64(),
            _bootId = reader.Bytes(BootId.Length).ToArray(),
            IsEnded = reader.U8() == 1,
            BudgetTime = (long)reader.U64(),
        };
        var isRead = RecordMarks.TryRead(ref reader, out var marks);
        var books = new FrameReader(reader.Rest());
        if (!isRead || !BooksImage.TryRead(state.Books, ref books) || !books.IsComplete)
        {
            state = null;
            return false;
        }

        state.Marks = marks;
        return true;
    }

    /// <summary>The same state once more, to go its own way.</summary>
    public JournalState Copy() => TryRead(ToBytes(), out var copy) ? copy : throw new System.Diagnostics.UnreachableException();

    private bool TryStart(in EntryHead head, ReadOnlySpan<byte> entry)
    {
        if (!Entry.TryRead<Started>(entry, out _, out var started) || started.BootId.Length != BootId.Length)
        {
            return false;
        }

        (Life, IsEnded) = (started.Life, false);
        (_startedBudgetTime, _startedMonotonic, _bootId) = (head.BudgetTime, started.Monotonic, started.BootId.ToArray());
        return true;
    }

    private bool TryAccept(in EntryHead head, ReadOnlySpan<byte> entry)
    {
        if (!Entry.TryRead<Accepted>(entry, out _, out var accepted) || !TryName(head.Owner, accepted.Record, accepted.Name, out var record))
        {
            return false;
        }

        Marks.Accept(record, accepted.RecordVersion);
        return true;
    }

    private bool TryRevoke(in EntryHead head, ReadOnlySpan<byte> entry)
    {
        if (!Entry.TryRead<Revoked>(entry, out _, out var revoked) || !TryName(head.Owner, revoked.Record, revoked.Name, out var record))
        {
            return false;
        }

        Marks.Revoke(record);
        return true;
    }

    private static bool TryName(ReadOnlySpan<byte> ownerText, RecordKind kind, ReadOnlySpan<byte> nameText, out RecordIdentity record)
    {
        record = default;
        if (!OwnerId.TryParse(ownerText, out var owner) || !KeyName.TryParse(nameText, out var name) || kind is not (RecordKind.ExchangeKey or RecordKind.Bot))
        {
            return false;
        }

        record = new RecordIdentity(owner, kind, name.Value);
        return true;
    }
}
