using System.Text;
using Countersign.Core.Bytes;
using Countersign.Core.Journal.Entries;
using Countersign.Core.Names;
using Countersign.Core.Records;

namespace Countersign.Signer.Journal.Memory;

/// <summary>
/// The highest version accepted of each record, and which were revoked, so that a vault put back to yesterday deceives nobody. Not thread-safe.
/// <code>
/// +-------+--------+------+------+---------+---------+
/// | count | owner  | kind | name | highest | revoked |     as it is written in a snapshot; from the owner on once for each record
/// |  u32  | field8 |  u8  |field8|   u64   | u8 0, 1 |
/// +-------+--------+------+------+---------+---------+
/// </code>
/// </summary>
internal sealed class RecordMarks
{
    private readonly Dictionary<RecordIdentity, RecordMark> _marks = [];

    /// <summary>Records remembered.</summary>
    public int Count => _marks.Count;

    /// <summary>Bytes that <see cref="Write"/> writes.</summary>
    public int Length => sizeof(uint) + _marks.Keys.Sum(static record => 1 + record.Owner.Value.Length + 1 + 1 + record.Name.Length + sizeof(ulong) + 1);

    public bool IsRevoked(RecordIdentity record) => _marks.GetValueOrDefault(record).Revoked;

    /// <summary>Zero for a record that was never accepted.</summary>
    public ulong HighestVersion(RecordIdentity record) => _marks.GetValueOrDefault(record).Highest;

    /// <summary>Whether a record may be used; empty when it may.</summary>
    public string Refuse(RecordIdentity record, ulong version)
    {
        var mark = _marks.GetValueOrDefault(record);
        return mark.Revoked ? $"{record} was revoked, which is for ever; take another name"
            : version < mark.Highest ? $"{record} has version {version}, but the signer knows version {mark.Highest}: the vault was put back"
            : "";
    }

    public void Accept(RecordIdentity record, ulong version)
    {
        var mark = _marks.GetValueOrDefault(record);
        _marks[record] = mark with { Highest = Math.Max(mark.Highest, version) };
    }

    public void Revoke(RecordIdentity record) => _marks[record] = _marks.GetValueOrDefault(record) with { Revoked = true };

    /// <summary>Notes all of them in another journal, and returns how many.</summary>
    public int AppendTo(SignerJournal journal)
    {
        foreach (var (record, mark) in _marks)
        {
            var (owner, name) = (Encoding.ASCII.GetBytes(record.Owner.Value), Encoding.ASCII.GetBytes(record.Name));
            if (mark.Highest > 0)
            {
                journal.Append(owner, new Accepted { Record = record.Kind, Name = name, RecordVersion = mark.Highest, PolicyHash = default });
            }

            if (mark.Revoked)
            {
                journal.Append(owner, new Revoked { Record = record.Kind, Name = name });
            }
        }

        return _marks.Count;
    }

    public void Write(ref ByteWriter writer)
    {
        writer.U32((uint)_marks.Count);
        foreach (var (record, mark) in _marks)
        {
            writer.Field8(record.Owner.Value);
            writer.U8((byte)record.Kind);
            writer.Field8(record.Name);
            writer.U64(mark.Highest);
            writer.U8(mark.Revoked ? (byte)1 : (byte)0);
        }
    }

    /// <summary>Reads what was written; false for anything else.</summary>
    public static bool TryRead(ref ByteReader reader, out RecordMarks marks)
    {
        marks = new RecordMarks();
        for (var left = reader.U32(); left > 0; left--)
        {
            var isOwner = OwnerId.TryParse(reader.Field8(), out var owner);
            var kind = (RecordKind)reader.U8();
            var isName = KeyName.TryParse(reader.Field8(), out var name);
            var mark = new RecordMark(reader.U64(), reader.U8() == 1);
            if (reader.Failed || !isOwner || !isName || kind is not (RecordKind.ExchangeKey or RecordKind.Bot)
                || !marks._marks.TryAdd(new RecordIdentity(owner, kind, name.Value), mark))
            {
                return false;
            }
        }

        return !reader.Failed;
    }
}
