using System.Globalization;
using Countersign.Cli;
using Countersign.Cli.Journal;
using Countersign.Cli.Journal.Commands;
using Countersign.Core.Journal;
using Countersign.Core.Journal.Merkle;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Journal;

public sealed class JournalCommandTests : IDisposable
{
    private readonly TestJournal _journal = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        _journal.Dispose();
    }

    [Theory]
    [InlineData("verify", ExitCode.Ok)]
    [InlineData("verify --json", ExitCode.Ok)]
    [InlineData("verify --checkpoint saved-4 --checkpoint saved-9", ExitCode.Ok)]
    [InlineData("verify --checkpoint missing", ExitCode.Failed)]
    [InlineData("verify --public-key nonsense", ExitCode.Usage)]
    [InlineData("show --last 3 --kind signed --bot grid --key main --since 1d --until 2030-01-01 --owner alice", ExitCode.Ok)]
    [InlineData("show --kind nonsense", ExitCode.Usage)]
    [InlineData("show --since nonsense", ExitCode.Usage)]
    [InlineData("show --last 0", ExitCode.Usage)]
    [InlineData("prove 9", ExitCode.Ok)]
    [InlineData("prove 10", ExitCode.Failed)]
    [InlineData("prove -1", ExitCode.Usage)]
    [InlineData("check-proof missing", ExitCode.Failed)]
    [InlineData("check-proof saved-4", ExitCode.Integrity)]
    [InlineData("consistent saved-4 saved-9", ExitCode.Ok)]
    [InlineData("consistent saved-9 saved-4", ExitCode.Usage)]
    [InlineData("export", ExitCode.Usage)]
    [InlineData("export out", ExitCode.Usage)]
    [InlineData("checkpoint", ExitCode.Ok)]
    [InlineData("key", ExitCode.Ok)]
    internal async Task Says_by_its_exit_status_how_it_went(string line, ExitCode expected)
    {
        _journal.UpTo(10).Written();
        (await Run(line)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("prove 2")]
    [InlineData("consistent saved-4 saved-9")]
    [InlineData("show")]
    public async Task Damage_has_its_exit_status(string line)
    {
        _journal.UpTo(10).Written();
        Change(static bytes => bytes[..^1]);
        (await Run(line)).ShouldBe(line.StartsWith("consistent", StringComparison.Ordinal) ? ExitCode.Ok : ExitCode.Integrity, "the last entry is cut short");

        var place = (int)_journal.OffsetOf(1) + 20;
        Change(bytes => [.. bytes[..place], (byte)(bytes[place] ^ 1), .. bytes[(place + 1)..]]);
        (await Run(line)).ShouldBe(ExitCode.Integrity);
    }

    [Fact]
    public async Task What_is_not_there_is_said()
    {
        (await Run("verify")).ShouldBe(ExitCode.Failed);
        _journal.UpTo(10).Written();
        File.Delete(_journal.Folder.CheckpointFile);
        (await Run("verify")).ShouldBe(ExitCode.Integrity);
    }

    [Fact]
    public async Task An_export_of_an_owner_is_checked_line_by_line()
    {
        _journal.UpTo(300).Written();
        var file = _folder.File("export");
        (await Run($"export {file} --owner alice")).ShouldBe(ExitCode.Ok);
        (await Run($"export {file} --owner alice")).ShouldBe(ExitCode.Failed, "it is never written over");

        var lines = await File.ReadAllLinesAsync(file);
        lines.Length.ShouldBe(150);
        (await Run($"check-proof {file}")).ShouldBe(ExitCode.Ok);
        lines[7] = lines[7].Replace("\"owner\":\"alice\"", "\"owner\":\"mallory\"", StringComparison.Ordinal);
        await File.WriteAllLinesAsync(file, lines);
        (await Run($"check-proof {file}")).ShouldBe(ExitCode.Integrity);
    }

    [Theory]
    [InlineData(0UL, "000")]
    [InlineData(999UL, "999")]
    [InlineData(1000UL, "x001/000")]
    [InlineData(1234067UL, "x001/x234/067")]
    public void Numbers_of_tiles_are_written_as_the_format_says(ulong number, string path) => TileExport.PathOf(number).ShouldBe(path);

    [Theory]
    [InlineData(256)]
    [InlineData(700)]
    public async Task Tiles_hold_the_hashes_of_the_tree_and_the_entries(int size)
    {
        _journal.UpTo(size).Written();
        (await Run($"export --tiles {_folder.Path}")).ShouldBe(ExitCode.Ok);

        var full = size / 256;
        var bundles = Enumerable.Range(0, full).Select(number => $"tile/entries/{number:D3}").ToList();
        var tiles = Enumerable.Range(0, full).Select(number => $"tile/0/{number:D3}").ToList();
        if (size % 256 is > 0 and var rest)
        {
            bundles.Add(string.Create(CultureInfo.InvariantCulture, $"tile/entries/{full:D3}.p/{rest}"));
            tiles.Add(string.Create(CultureInfo.InvariantCulture, $"tile/0/{full:D3}.p/{rest}"));
        }

        bundles.SelectMany(Content).ShouldBe(Content(_journal.SegmentFile()));
        tiles.SelectMany(Content).ShouldBe(_journal.Entries.SelectMany(static entry => MerkleHash.OfLeaf(entry).Bytes.ToArray()));
        Content(string.Create(CultureInfo.InvariantCulture, $"tile/1/000.p/{full}"))[..MerkleHash.Length].ShouldBe(_journal.Root(256).Bytes.ToArray());
        Content(JournalLayout.CheckpointFile).ShouldBe(Content(_journal.Folder.CheckpointFile));
        Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Count().ShouldBe(bundles.Count + tiles.Count + 2);
    }

    [Fact]
    public void A_time_is_a_date_a_moment_or_how_long_ago()
    {
        var now = DateTimeOffset.UnixEpoch.AddDays(20000);
        Moment.Read("--since", null, now).ShouldBeNull();
        Moment.Read("--since", "1970-01-02", now).ShouldBe(86_400_000_000);
        Moment.Read("--since", "1970-01-01T01:00:00+01:00", now).ShouldBe(0);
        Moment.Read("--since", "90s", now).ShouldBe((now - DateTimeOffset.UnixEpoch.AddSeconds(90)).Ticks / 10);
        Moment.Read("--since", "7d", now).ShouldBe((now - DateTimeOffset.UnixEpoch.AddDays(7)).Ticks / 10);
        Should.Throw<CommandFailedException>(() => Moment.Read("--since", "2147483647d", now));
        Should.Throw<CommandFailedException>(() => Moment.Read("--since", "d", now));
    }

    private byte[] Content(string name) => File.ReadAllBytes(_folder.File(name));

    private void Change(Func<byte[], byte[]> change) => File.WriteAllBytes(_journal.SegmentFile(), change(File.ReadAllBytes(_journal.SegmentFile())));

    private async Task<ExitCode> Run(string line)
    {
        var words = line.Split(' ').Select(word => word switch
        {
            "saved-4" when _journal.Entries.Count > 4 => _journal.Save(4).Name,
            "saved-9" when _journal.Entries.Count > 9 => _journal.Save(9).Name,
            "missing" or "out" => _folder.File(word),
            _ => word,
        });
        return (ExitCode)await CommandLine.RunAsync(["journal", .. words, "--journal", _journal.Path, "--home", _folder.Path]);
    }
}
