using System.Text;
using Countersign.Cli.Journal;
using Countersign.Core.Journal.Checkpoints;
using Countersign.Core.Journal.Merkle;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Journal;

public sealed class ProofTests : IDisposable
{
    private readonly TestJournal _journal = new();

    public void Dispose() => _journal.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(1000)]
    public void Every_entry_is_proven_by_the_journal(int size)
    {
        _journal.UpTo(size).Written();
        var tree = JournalTree.Build(_journal.Folder, _journal.Newest());
        for (var index = 0; index < size; index += 7)
        {
            var proof = tree.Prove((ulong)index, _journal.Newest());

            proof.Proves(_journal.Key.Public, Ed25519.Verify, out var checkpoint, out _).ShouldBeTrue();
            checkpoint!.Size.ShouldBe((ulong)size);
            proof.Entry.SequenceEqual(_journal.Entries[index]).ShouldBeTrue();
            LogProof.TryParse(Encoding.UTF8.GetBytes(proof.ToString()), out var read).ShouldBeTrue();
            read.ToString().ShouldBe(proof.ToString());
        }
    }

    [Fact]
    public void The_journal_proves_that_one_checkpoint_follows_another()
    {
        _journal.UpTo(1000).Written();
        var random = new Random(13);
        for (var round = 0; round < 30; round++)
        {
            var newer = random.Next(1, 1001);
            var older = random.Next(newer + 1);
            var proof = MerkleProof.Consistency(JournalTree.Build(_journal.Folder, _journal.Save(newer)), (ulong)older, (ulong)newer);
            MerkleProof.IsConsistent((ulong)older, _journal.Root(older), (ulong)newer, _journal.Root(newer), proof).ShouldBeTrue($"{older} in {newer}");
        }
    }

    [Fact]
    public void A_proof_of_another_entry_index_or_journal_proves_nothing()
    {
        _journal.UpTo(300).Written();
        var text = JournalTree.Build(_journal.Folder, _journal.Newest()).Prove(77, _journal.Newest()).ToString();
        using var other = new JournalKey(_journal.VaultId, seed: 2);

        Proves(text, _journal.Key).ShouldBeTrue();
        Proves(text, other).ShouldBeFalse();
        Proves(text.Replace("index 77\n", "index 76\n", StringComparison.Ordinal), _journal.Key).ShouldBeFalse();
        Proves(text.Replace(Convert.ToBase64String(_journal.Entries[77]), Convert.ToBase64String(_journal.Entries[78]), StringComparison.Ordinal), _journal.Key)
            .ShouldBeFalse();
    }

    [Fact]
    public void Any_flipped_bit_of_a_proof_spoils_it_and_none_is_an_exception()
    {
        _journal.UpTo(300).Written();
        var sound = Encoding.UTF8.GetBytes(JournalTree.Build(_journal.Folder, _journal.Newest()).Prove(77, _journal.Newest()).ToString());
        var random = new Random(14);
        for (var round = 0; round < 2000; round++)
        {
            var bytes = sound.ToArray();
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            var proves = LogProof.TryParse(bytes, out var proof) && proof.Proves(_journal.Key.Public, Ed25519.Verify, out _, out _);
            proves.ShouldBeFalse();
        }
    }

    [Fact]
    public void A_line_of_an_export_says_what_its_proof_proves()
    {
        _journal.UpTo(10).Written();
        var proof = JournalTree.Build(_journal.Folder, _journal.Newest()).Prove(5, _journal.Newest());
        var line = ProvenEntry.Line(proof);

        ProvenEntry.TryRead(line, out var read).ShouldBeTrue();
        ProvenEntry.Line(read!).ShouldBe(line);
        ProvenEntry.TryRead("{}"u8, out _).ShouldBeFalse();
        ProvenEntry.TryRead("[1]"u8, out _).ShouldBeFalse();
        ProvenEntry.TryRead("{\"proof\":\"\\ud800\"}"u8, out _).ShouldBeFalse();
        ProvenEntry.TryRead("nothing"u8, out _).ShouldBeFalse();
    }

    [Fact]
    public void No_proof_is_made_from_a_journal_that_its_checkpoint_was_not_signed_for()
    {
        _journal.UpTo(300).Written();
        _journal.Entries[7] = TestJournal.Entry(7, "self", TestJournal.Order("quantity=1"));
        _journal.WriteEntries();
        Failure().Code.ShouldBe("journal-differs");

        _journal.Entries.RemoveAt(299);
        _journal.WriteEntries();
        Failure().Code.ShouldBe("journal-truncated");

        _journal.Entries.RemoveAt(7);
        _journal.WriteEntries();
        Failure().Code.ShouldBe("journal-damaged");
    }

    private static bool Proves(string text, JournalKey key) =>
        LogProof.TryParse(Encoding.UTF8.GetBytes(text), out var proof) && proof.Proves(key.Public, Ed25519.Verify, out _, out _);

    private Countersign.Cli.CommandFailedException Failure() =>
        Should.Throw<Countersign.Cli.CommandFailedException>(() => JournalTree.Build(_journal.Folder, _journal.Newest()));
}
