using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Countersign.Cli.Journal;
using Countersign.Core.Journal;
using Countersign.Core.Journal.Checkpoints;
using Countersign.Core.Journal.Entries;
using Countersign.Core.Journal.Fields;
using Countersign.Core.Journal.Merkle;
using Countersign.Core.Records;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Journal;

/// <summary>Keeps docs/journal-format.md true.</summary>
public sealed partial class JournalDocumentTests
{
    private static readonly string _document = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Documents", "journal-format.md"));

    private static readonly string[] _example =
        [.. Block().Matches(_document[_document.IndexOf("## An example", StringComparison.Ordinal)..]).Select(static block => block.Groups["text"].Value)];

    [Fact]
    public void Every_kind_has_its_row_with_its_fields() =>
        Row().Matches(_document).Select(static row => row.Value).ShouldBe(EntryFields.Kinds.Select(static kind => string.Create(
            CultureInfo.InvariantCulture, $"| {(int)kind} | `{EntryFields.NameOf(kind)}` | {Fields(kind)} |")));

    [Fact]
    public void Every_choice_has_its_words()
    {
        foreach (var field in EntryFields.Kinds.SelectMany(EntryFields.Of).Where(static field => field.Choices is not null))
        {
            _document.ShouldContain($"- `{field.Name}`: {string.Join(", ", field.Choices!.Select(static word => $"`{word}`"))}\n");
        }
    }

    [Fact]
    public void Every_type_of_field_is_explained()
    {
        foreach (var type in Enum.GetNames<EntryFieldType>())
        {
            _document.ShouldContain($"`{type.ToLowerInvariant()}`");
        }
    }

    [Fact]
    public void The_example_is_what_the_code_writes()
    {
        using var journal = new TestJournal();
        journal.Key.Public.ToString().ShouldBe(_example[0].TrimEnd('\n'));
        const long start = 1_790_000_000_000_000;
        byte[][] entries =
        [
            Written(0, start, "", new Opened
            {
                VaultId = journal.VaultId, Origin = Encoding.UTF8.GetBytes(journal.Key.Public.Name), PublicKey = journal.Key.Public.PublicKey,
            }),
            Written(1, start + 2_500_000, "self", new Refused
            {
                Bot = "grid"u8, Source = "10.0.0.1"u8, Endpoint = "api.binance.com POST /api/v3/order"u8, Code = "max-notional"u8,
                Sentence = "the order is above the limit"u8,
            }),
            Written(2, start + 3_000_000, "self", new Leased
            {
                Scope = RecordKind.Bot, Name = "grid"u8, Asset = "USDT"u8, Orders = 0, Notional = 100.5m, Loss = 0m,
            }),
        ];

        var tree = new Frontier();
        foreach (var (index, entry) in entries.Index())
        {
            Convert.ToHexStringLower([(byte)(entry.Length >> 8), (byte)entry.Length, .. entry]).ShouldBe(_example[1 + index].ReplaceLineEndings(""));
            _document.ShouldContain(string.Create(CultureInfo.InvariantCulture, $"{entry.Length} bytes:\n"));
            _document.ShouldContain($"| leaf {index} | `{Convert.ToHexStringLower(MerkleHash.OfLeaf(entry).Bytes)}` |");
            tree.Append(MerkleHash.OfLeaf(entry));
        }

        _document.ShouldContain($"| root | `{Convert.ToHexStringLower(tree.Root().Bytes)}` |");
        var checkpoint = new Checkpoint(journal.Key.Public.Name, 3, tree.Root());
        Encoding.UTF8.GetString(journal.Key.Sign(checkpoint.Text)).ShouldBe(_example[4]);
    }

    [Fact]
    public void The_example_is_verified()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File(JournalLayout.EntriesFolder));
        File.WriteAllBytes(
            Path.Combine(folder.File(JournalLayout.EntriesFolder), JournalLayout.SegmentName(0)), Convert.FromHexString(string.Concat(_example[1..4]).ReplaceLineEndings("")));
        File.WriteAllText(folder.File(JournalLayout.CheckpointFile), _example[4]);
        NoteKey.TryParse(_example[0].TrimEnd('\n'), out var key).ShouldBeTrue();

        var verification = Verification.Run(new JournalFolder(folder.Path), key, SavedCheckpoint.Read(folder.File(JournalLayout.CheckpointFile), key));

        verification.Findings.ShouldBeEmpty();
        verification.Checked.ShouldHaveSingleItem().Agrees.ShouldBe(true);
    }

    private static string Fields(EntryKind kind) => EntryFields.Of(kind) is { Count: > 0 } fields
        ? string.Join(' ', fields.Select(static field => $"`{field.Name} {field.Type.ToString().ToLowerInvariant()}`"))
        : "none";

    private static byte[] Written<TEntry>(ulong index, long time, string owner, scoped in TEntry entry)
        where TEntry : IEntry<TEntry>, allows ref struct
    {
        var buffer = new byte[Entry.MaxLength];
        var head = new EntryHead { Index = index, Time = time, BudgetTime = time - 1_790_000_000_000_000, Owner = Encoding.ASCII.GetBytes(owner) };
        return buffer[..Entry.Write(head, entry, buffer)];
    }

    [GeneratedRegex(@"^\| \d+ \| .* \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();

    [GeneratedRegex(@"^```\n(?<text>[^`]*)^```$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Block();
}
