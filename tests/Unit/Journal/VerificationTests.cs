using Countersign.Cli.Journal;
using Countersign.Core.Journal;
using Countersign.Core.Journal.Entries;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Journal;

public sealed class VerificationTests : IDisposable
{
    private readonly TestJournal _journal = new();

    public void Dispose() => _journal.Dispose();

    [Fact]
    public void An_untouched_journal_agrees_with_every_checkpoint()
    {
        _journal.UpTo(700).Written();

        var verification = Verify(0, 1, 255, 256, 257, 512, 700);

        verification.Findings.ShouldBeEmpty();
        verification.Checked.ShouldAllBe(static point => point.Agrees == true);
        verification.Size.ShouldBe(700UL);
        verification.Root.ShouldBe(_journal.Root(700));
        verification.Unsigned.ShouldBe(0UL);
    }

    [Fact]
    public void Entries_behind_the_last_checkpoint_are_whole_but_not_signed_for()
    {
        _journal.UpTo(10).Written();
        _journal.UpTo(14).WriteEntries();

        var verification = Verify();

        verification.Findings.ShouldBeEmpty();
        verification.Unsigned.ShouldBe(4UL);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(30)]
    public void An_unfinished_entry_is_no_finding_behind_the_last_checkpoint_and_one_before_it(int cut)
    {
        _journal.UpTo(10).Written();
        _journal.UpTo(11).WriteEntries();
        Cut(_journal.Entries[10].Length + JournalLayout.LengthBytes - cut);

        var verification = Verify();

        verification.Findings.ShouldBeEmpty();
        verification.Unfinished.ShouldNotBeNull().Index.ShouldBe(10UL);
        verification.Unfinished.Offset.ShouldBe(_journal.OffsetOf(10));

        _journal.Written();
        Cut(_journal.Entries[10].Length + JournalLayout.LengthBytes - cut);
        Found("damaged", 10);
    }

    [Fact]
    public void Any_flipped_bit_is_found_and_its_place_named()
    {
        _journal.UpTo(40).Written();
        var random = new Random(11);
        var sound = File.ReadAllBytes(_journal.SegmentFile());
        for (var round = 0; round < 200; round++)
        {
            var bytes = sound.ToArray();
            var place = random.Next(bytes.Length);
            bytes[place] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(_journal.SegmentFile(), bytes);
            var index = Enumerable.Range(0, 40).Last(candidate => _journal.OffsetOf(candidate) <= place);

            var finding = Verify().Findings.ShouldHaveSingleItem();

            finding.Code.ShouldBe("damaged");
            finding.Damage.ShouldNotBeNull().Index.ShouldBe((ulong)index);
            finding.Damage.Offset.ShouldBe(_journal.OffsetOf(index));
            finding.Damage.Segment.ShouldBe("000000000000000");
        }
    }

    [Fact]
    public void An_entry_rewritten_with_a_good_checksum_is_between_the_checkpoints_that_enclose_it()
    {
        _journal.UpTo(100).Written();
        var saved = new[] { _journal.Save(20), _journal.Save(40), _journal.Save(60) };
        _journal.Entries[45] = TestJournal.Entry(45, "self", TestJournal.Order("symbol=BTCUSDT&side=BUY&quantity=1"));
        _journal.WriteEntries();

        var verification = Verification.Run(_journal.Folder, _journal.Key.Public, [_journal.Newest(), .. saved]);

        var finding = verification.Findings.ShouldHaveSingleItem();
        finding.Code.ShouldBe("differs");
        (finding.From, finding.To).ShouldBe((40UL, 60UL));
        verification.Checked.Select(static point => point.Agrees).ShouldBe([true, true, false, false]);
    }

    [Fact]
    public void A_deleted_entry_is_found_where_it_was()
    {
        _journal.UpTo(20).Written();
        _journal.Entries.RemoveAt(7);
        _journal.WriteEntries();

        Found("damaged", 7).Sentence.ShouldContain("says that it is entry 8");
    }

    [Fact]
    public void Entries_that_changed_places_are_found()
    {
        _journal.UpTo(20).Written();
        (_journal.Entries[7], _journal.Entries[8]) = (_journal.Entries[8], _journal.Entries[7]);
        _journal.WriteEntries();

        Found("damaged", 7);
    }

    [Fact]
    public void A_journal_that_ends_before_a_saved_checkpoint_is_truncated_though_its_own_checkpoint_agrees()
    {
        _journal.UpTo(50).Written();
        var saved = _journal.Save(50);
        _journal.Entries.RemoveRange(30, 20);
        _journal.Written();

        Verify().Findings.ShouldBeEmpty("nothing in the folder tells");
        var finding = Verification.Run(_journal.Folder, _journal.Key.Public, _journal.Newest(), saved).Findings.ShouldHaveSingleItem();
        finding.Code.ShouldBe("truncated");
        (finding.From, finding.To).ShouldBe((30UL, 50UL));
        finding.Sentence.ShouldContain("ends after 30 entries");
    }

    [Fact]
    public void Another_history_under_the_same_key_differs_from_a_saved_checkpoint()
    {
        _journal.UpTo(50).Written();
        var saved = _journal.Save(50);
        _journal.Entries.RemoveRange(30, 20);
        _journal.Append("self", new Locked());
        _journal.UpTo(60).Written();

        var finding = Verification.Run(_journal.Folder, _journal.Key.Public, _journal.Newest(), saved).Findings.ShouldHaveSingleItem();
        finding.Code.ShouldBe("differs");
        (finding.From, finding.To).ShouldBe((0UL, 50UL));
    }

    [Fact]
    public void A_journal_of_another_key_is_not_taken_for_ours()
    {
        _journal.UpTo(5).Written();
        using var other = new JournalKey(_journal.VaultId, seed: 2);

        Should.Throw<Countersign.Cli.CommandFailedException>(() => SavedCheckpoint.Read(_journal.Folder.CheckpointFile, other.Public))
            .ExitCode.ShouldBe(Countersign.Cli.ExitCode.Integrity);
        Verification.Run(_journal.Folder, other.Public).Findings.Select(static finding => finding.Code).ShouldBe(["another-journal", "no-checkpoint"]);
    }

    [Fact]
    public void Budget_time_only_goes_forward()
    {
        _journal.UpTo(5);
        _journal.Entries.Add(TestJournal.Entry(5, "", new Locked(), budgetTime: 3999));
        _journal.Written();

        Found("budget-time", 5);
    }

    [Fact]
    public void A_kind_that_is_not_known_is_said_to_be_so()
    {
        _journal.UpTo(5);
        _journal.Entries.Add(TestJournal.Entry(5, "", new FutureEntry()));
        _journal.Written();

        Found("unknown-entry", 5);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void Segments_follow_each_other_without_a_gap()
    {
        _journal.UpTo((2 * JournalLayout.SegmentEntries) + 10).Written();
        Verify(JournalLayout.SegmentEntries, JournalLayout.SegmentEntries + 1).Findings.ShouldBeEmpty();

        var second = File.ReadAllBytes(_journal.SegmentFile(1));
        File.Delete(_journal.SegmentFile(1));
        Found("damaged", JournalLayout.SegmentEntries).Sentence.ShouldContain("its segment is not there");

        File.WriteAllBytes(_journal.SegmentFile(1), second[..(int)_journal.OffsetOf((2 * JournalLayout.SegmentEntries) - 1)]);
        Found("damaged", (2 * JournalLayout.SegmentEntries) - 1).Sentence.ShouldContain("later segments are there");

        File.WriteAllBytes(_journal.SegmentFile(1), [.. second, 0]);
        Found("damaged", 2 * JournalLayout.SegmentEntries).Sentence.ShouldContain("is in the segment before its own");
    }

    [Fact]
    public void Any_bytes_are_a_journal_or_none_but_never_an_exception()
    {
        _journal.UpTo(30).Written();
        var random = new Random(12);
        var sound = File.ReadAllBytes(_journal.SegmentFile());
        for (var round = 0; round < 300; round++)
        {
            var bytes = new byte[random.Next(3000)];
            random.NextBytes(bytes);
            if (round % 2 == 0)
            {
                // A sound beginning, then anything, often with a length that fits.
                bytes = [.. sound.AsSpan(0, (int)_journal.OffsetOf(random.Next(30))), 0, (byte)random.Next(60), .. bytes];
            }

            File.WriteAllBytes(_journal.SegmentFile(), bytes);
            Verify().Findings.ShouldNotBeEmpty();
        }
    }

    private Verification Verify(params int[] sizes) =>
        Verification.Run(_journal.Folder, _journal.Key.Public, [_journal.Newest(), .. sizes.Select(_journal.Save)]);

    private Finding Found(string code, int index)
    {
        var finding = Verify().Findings.ShouldHaveSingleItem();
        finding.Code.ShouldBe(code);
        finding.From.ShouldBe((ulong)index);
        finding.Damage.ShouldNotBeNull().Index.ShouldBe((ulong)index);
        return finding;
    }

    private void Cut(int left)
    {
        using var file = File.OpenWrite(_journal.SegmentFile());
        file.SetLength(_journal.OffsetOf(10) + left);
    }
}
