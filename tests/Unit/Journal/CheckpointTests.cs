using System.Text;
using Countersign.Cli.Journal;
using Countersign.Core.Journal.Checkpoints;
using Countersign.Core.Journal.Merkle;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Journal;

public sealed class CheckpointTests
{
    // The example of https://c2sp.org/signed-note.
    private const string ExampleKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    private const string ExampleNote =
        "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    private static readonly byte[] _vaultId = [.. Enumerable.Range(1, 16).Select(static number => (byte)number)];

    [Fact]
    public void The_published_note_is_verified_by_the_published_key()
    {
        NoteKey.TryParse(ExampleKey, out var key).ShouldBeTrue();
        key.ToString().ShouldBe(ExampleKey);
        var note = Read(ExampleNote);

        note.Text.ShouldBe("This is an example message.\n");
        note.IsSignedBy(key, Ed25519.Verify).ShouldBeTrue();
    }

    [Fact]
    public void Signatures_of_others_are_passed_over_but_a_wrong_one_of_ours_spoils_the_note()
    {
        NoteKey.TryParse(ExampleKey, out var key).ShouldBeTrue();
        const string stranger = "— witness.example mJirIklj\n";
        var line = ExampleNote[ExampleNote.IndexOf('—', StringComparison.Ordinal)..];

        Read(ExampleNote + "— witness.example/w1 mJirIkljAAAA\n").IsSignedBy(key, Ed25519.Verify).ShouldBeTrue();
        Read(ExampleNote.Replace(line, "— witness.example/w1 mJirIkljAAAA\n", StringComparison.Ordinal)).IsSignedBy(key, Ed25519.Verify).ShouldBeFalse();
        Read(ExampleNote + line.Replace("Okn8", "Okn9", StringComparison.Ordinal)).IsSignedBy(key, Ed25519.Verify).ShouldBeFalse();
        Read(ExampleNote.Replace("example message", "example massage", StringComparison.Ordinal)).IsSignedBy(key, Ed25519.Verify).ShouldBeFalse();
        SignedNote.TryParse(Encoding.UTF8.GetBytes(ExampleNote + stranger), out var parsed).ShouldBeTrue();
        parsed.Signatures.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\n\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\n— name\n")]
    [InlineData("text\n\n— name Uw2QOkn8srV1\n— name2")]
    [InlineData("text\n\n- name Uw2QOkn8srV1\n")]
    [InlineData("text\n\n— na+me Uw2QOkn8srV1\n")]
    [InlineData("text\n\n—  Uw2QOkn8srV1\n")]
    [InlineData("text\n\n— name Uw2QOkn8srV1 \n")]
    [InlineData("text\n\n— name Uw2QOkn8 srV1\n")]
    [InlineData("text\n\n— name Uw2QOg==\n")]
    [InlineData("text\n\n— name Uw2QOkn=\n")]
    [InlineData("te\txt\n\n— name Uw2QOkn8srV1\n")]
    [InlineData("te\0xt\n\n— name Uw2QOkn8srV1\n")]
    [InlineData("text\r\n\n— name Uw2QOkn8srV1\n")]
    public void What_is_no_note_is_not_read(string text) => SignedNote.TryParse(Encoding.UTF8.GetBytes(text), out _).ShouldBeFalse();

    [Theory]
    [InlineData("")]
    [InlineData("+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530d903a+BekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2")]
    [InlineData("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n")]
    [InlineData("example.com/foo +530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    public void What_is_no_key_is_not_read(string text) => NoteKey.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void A_checkpoint_is_read_as_it_was_written()
    {
        var checkpoint = new Checkpoint(Checkpoint.OriginOf(_vaultId), 20852163, MerkleHash.OfLeaf("an entry"u8));

        checkpoint.Text.ShouldStartWith("countersign/journal/0102030405060708090a0b0c0d0e0f10\n20852163\n");
        Checkpoint.TryParse(checkpoint.Text, out var read).ShouldBeTrue();
        read.ShouldBe(checkpoint);
    }

    [Theory]
    [InlineData("")]
    [InlineData("origin\n1\n")]
    [InlineData("\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("origin\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("origin\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("origin\n18446744073709551616\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("origin\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n")]
    [InlineData("origin\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jx\n")]
    [InlineData("origin\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")]
    [InlineData("origin\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\nextension\n")]
    public void What_is_no_checkpoint_is_not_read(string text) => Checkpoint.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void A_checkpoint_of_another_journal_is_not_opened_though_its_signature_is_good()
    {
        using var key = new JournalKey(_vaultId);
        var ours = new Checkpoint(key.Public.Name, 7, MerkleHash.OfLeaf("x"u8));
        Checkpoint.TryOpen(key.Sign(ours.Text), key.Public, Ed25519.Verify, out var opened, out _).ShouldBeTrue();
        opened.ShouldBe(ours);

        Checkpoint.TryOpen(key.Sign((ours with { Origin = "another" }).Text), key.Public, Ed25519.Verify, out _, out var reason).ShouldBeFalse();
        reason.ShouldBe($"is no checkpoint of {key.Public.Name}");
        using var other = new JournalKey(_vaultId, seed: 2);
        Checkpoint.TryOpen(other.Sign(ours.Text), key.Public, Ed25519.Verify, out _, out reason).ShouldBeFalse();
        reason.ShouldBe($"is not signed by {key.Public.Name}");
        Checkpoint.TryOpen("nothing"u8, key.Public, Ed25519.Verify, out _, out reason).ShouldBeFalse();
        reason.ShouldBe("is no signed note");
    }

    [Fact]
    public void Any_bytes_are_a_note_or_none_but_never_an_exception()
    {
        var random = new Random(9);
        var sound = Encoding.UTF8.GetBytes(ExampleNote);
        NoteKey.TryParse(ExampleKey, out var key).ShouldBeTrue();
        for (var round = 0; round < 2000; round++)
        {
            var bytes = sound.ToArray();
            for (var edit = random.Next(1, 4); edit > 0; edit--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            if (!bytes.AsSpan().SequenceEqual(sound) && SignedNote.TryParse(bytes, out var note))
            {
                note.IsSignedBy(key, Ed25519.Verify).ShouldBeFalse();
            }
        }
    }

    private static SignedNote Read(string text)
    {
        SignedNote.TryParse(Encoding.UTF8.GetBytes(text), out var note).ShouldBeTrue();
        return note;
    }
}
