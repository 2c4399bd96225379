using System.Globalization;
using System.Text;
using Countersign.Core.Journal;
using Countersign.Core.Journal.Checkpoints;
using Countersign.Core.Journal.Entries;
using Countersign.Signer.Journal;
using Shouldly;

namespace Countersign.Unit.Signer.Journal;

/// <summary>A journal through its lives, and all that was ever promised about it.</summary>
internal sealed class JournalLife
{
    private readonly List<Checkpoint> _signed = [];
    private readonly Dictionary<ulong, string> _appended = [];
    private int _number;

    public JournalLife(ManualTime? time = null)
    {
        Time = time ?? new ManualTime();
        Memory = Open(Boot);
        Memory.TryCreate(TestVault.Shared.Lock, out var reason).ShouldBeTrue(reason);
        NoteCheckpoint();
    }

    public ManualTime Time { get; }

    public SimulatedDisk Disk { get; private set; } = new();

    public SignerMemory Memory { get; private set; }

    public SignerJournal Journal => Memory.Journal!;

    /// <summary>Of the machine; another one is another boot.</summary>
    public byte[] Boot { get; set; } = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];

    /// <summary>What the vault has kept.</summary>
    public byte[] Seen { get; private set; } = [];

    /// <summary>Entries that must still be there after the power has gone.</summary>
    public ulong Promised { get; private set; }

    public void Append()
    {
        var code = (++_number).ToString(CultureInfo.InvariantCulture);
        var index = Journal.Append("self"u8, new Refused
        {
            Bot = "grid"u8, Source = default, Endpoint = default, Code = Encoding.ASCII.GetBytes(code), Sentence = new byte[_number % 90],
        });
        _appended[index] = code;
    }

    public void Commit() => Promised = Journal.Commit();

    public void Sync()
    {
        Journal.Sync();
        Promised = Journal.Durable;
        NoteCheckpoint();
    }

    /// <summary>The vault keeps the newest checkpoint.</summary>
    public void Keep() => Seen = Journal.Checkpoint.ToArray();

    public void End()
    {
        Memory.End();
        Promised = Journal.Durable;
        NoteCheckpoint();
    }

    /// <summary>The next signer starts on what is left; the journal must be there and whole, as far as it was promised.</summary>
    public void StartOn(SimulatedDisk disk)
    {
        StartUnchecked(disk);
        Memory.TryUnlock(TestVault.Shared.Lock, Seen, out var reason).ShouldBeTrue(reason);
        Journal.Next.ShouldBeGreaterThan(Promised);
        foreach (var checkpoint in _signed)
        {
            Journal.Root(checkpoint.Size).ShouldBe(checkpoint.Root, $"the root at {checkpoint.Size}");
        }

        using var reader = new EntryReader(Disk, 0, 0);
        while (reader.Index < Journal.Next)
        {
            reader.Read(out var kind, out var head, out var bytes).ShouldBe(EntryReading.Entry, $"entry {reader.Index}");
            if (kind == EntryKind.Refused && head.Index < Promised)
            {
                Entry.TryRead<Refused>(bytes, out _, out var refused).ShouldBeTrue();
                Encoding.ASCII.GetString(refused.Code).ShouldBe(_appended[head.Index]);
            }
        }

        Promised = Journal.Durable;
        NoteCheckpoint();
    }

    public void StartUnchecked(SimulatedDisk disk)
    {
        Disk = disk;
        Memory = Open(Boot);
    }

    private SignerMemory Open(byte[] boot) => new(Disk, new JournalSettings(boot, IsStrict: false), Time);

    private void NoteCheckpoint()
    {
        Checkpoint.TryOpen(Journal.Checkpoint.Span, Key(), CheckpointKey.Verify, out var checkpoint, out var problem).ShouldBeTrue(problem);
        _signed.Add(checkpoint!);
    }

    private NoteKey Key() => NoteKey.TryParse(Memory.PublicKey, out var key) ? key : throw new InvalidOperationException(Memory.PublicKey);
}
