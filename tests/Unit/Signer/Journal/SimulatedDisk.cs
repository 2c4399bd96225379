using Countersign.Signer.Journal.Disk;

namespace Countersign.Unit.Signer.Journal;

/// <summary>
/// A disk in memory that loses what was not synced when the test takes its power away, sector by sector and in any mixture, and that fails when the
/// test says so.
/// </summary>
internal sealed class SimulatedDisk : IJournalDisk
{
    private readonly Dictionary<string, SimulatedFile> _files = new(StringComparer.Ordinal);

    public string Place => "/simulated";

    /// <summary>What changes something fails; a write has written half of its bytes by then.</summary>
    public bool IsFull { get; set; }

    /// <summary>Cutting a file off fails as well: half an entry stays.</summary>
    public bool FailsToTruncate { get; set; }

    public IReadOnlyList<string> List(string folder) =>
        [.. _files.Keys.Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal)).Select(static path => Path.GetFileName(path))];

    public IJournalFile Open(string path)
    {
        if (!_files.TryGetValue(path, out var file))
        {
            Change();
            _files[path] = file = new SimulatedFile(this);
        }

        return file;
    }

    public IJournalFile? OpenExisting(string path) => _files.GetValueOrDefault(path);

    public byte[]? Read(string path) => _files.GetValueOrDefault(path)?.ToBytes();

    public void Replace(string path, ReadOnlySpan<byte> bytes)
    {
        Change();
        _files[path] = new SimulatedFile(this, bytes.ToArray());
    }

    public void Rename(string from, string to)
    {
        Change();
        foreach (var path in _files.Keys.Where(path => path == from || path.StartsWith(from + "/", StringComparison.Ordinal)).ToArray())
        {
            _files.Remove(path, out var file);
            _files[to + path[from.Length..]] = file!;
        }
    }

    public void Delete(string path)
    {
        Change();
        _files.Remove(path);
    }

    public void SyncFolder(string folder)
    {
        Change();
        foreach (var (_, file) in _files.Where(file => file.Key.StartsWith(folder, StringComparison.Ordinal)))
        {
            file.HasDurableName = true;
        }
    }

    /// <summary>What a disk has after the power went: all that was synced, and anything of the rest.</summary>
    public SimulatedDisk AfterPowerLoss(Random random)
    {
        var after = new SimulatedDisk();
        foreach (var (path, file) in _files.Where(file => file.Value.HasDurableName || random.Next(2) == 0))
        {
            after._files[path] = file.AfterPowerLoss(after, random);
        }

        return after;
    }

    /// <summary>What the operating system has after the process was killed: everything.</summary>
    public SimulatedDisk AfterKill()
    {
        var after = new SimulatedDisk();
        foreach (var (path, file) in _files)
        {
            after._files[path] = file.Copy(after);
        }

        return after;
    }

    public void Dispose()
    {
        // Nothing is held.
    }

    /// <summary>An operation that changes something; throws where it fails.</summary>
    public void Change()
    {
        if (IsFull)
        {
            throw new IOException("no space left on device");
        }
    }
}
