using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Countersign.EndToEnd.Memory;

/// <summary>All the memory of another process that is there: what it may read itself and what it may not.</summary>
internal static class ProcessMemory
{
    private const int PageSize = 4096;

    // What memfd_secret(2) is called in a list of mappings: not even root reads it from outside.
    private const string SecretPages = "/secretmem";
    private const int MaxPiece = 1024 * PageSize;

    // Bits of an entry of /proc/PID/pagemap: the page is in memory, or in swap.
    private const ulong PresentOrSwapped = 0xC000_0000_0000_0000;

    /// <summary>Whether it keeps pages that nobody else can read.</summary>
    public static bool HasSecretPages(int processId) =>
        File.ReadLines($"/proc/{processId}/maps").Any(static line => line.Contains(SecretPages, StringComparison.Ordinal));

    /// <summary>Names of the secrets that a process holds, and how much of it was read.</summary>
    /// <exception cref="InvalidOperationException">The kernel does not let us look, or memory that the process writes to cannot be read.</exception>
    public static (IReadOnlySet<string> Found, long BytesRead) Search(int processId, SecretSearch search)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var read = 0L;
        using var memory = Open(processId, "mem");
        using var pages = Open(processId, "pagemap");
        var buffer = new byte[search.Longest + MaxPiece];
        foreach (var line in File.ReadAllLines($"/proc/{processId}/maps"))
        {
            var parts = line.Split(' ', 6, StringSplitOptions.RemoveEmptyEntries);
            var (start, end) = (Address(parts[0].Split('-')[0]), Address(parts[0].Split('-')[1]));
            var isKernels = parts.Length > 5 && parts[5].StartsWith("[v", StringComparison.Ordinal);
            if (isKernels)
            {
                continue;
            }

            var carried = 0;
            var expected = -1L;
            foreach (var (from, length) in Runs(pages, start, end))
            {
                carried = from == expected ? carried : 0;
                if (line.Contains(SecretPages, StringComparison.Ordinal))
                {
                    ShouldNotBeReadable(memory, from);
                    continue;
                }

                if (RandomAccess.Read(memory, buffer.AsSpan(carried, length), from) != length)
                {
                    throw new InvalidOperationException($"memory of process {processId} cannot be read: {line}");
                }

                var piece = buffer.AsSpan(0, carried + length);
                search.Find(piece, found);
                read += length;
                expected = from + length;
                carried = Math.Min(search.Longest - 1, piece.Length);
                piece[^carried..].CopyTo(buffer);
            }
        }

        return (found, read);
    }

    private static void ShouldNotBeReadable(SafeFileHandle memory, long from)
    {
        try
        {
            RandomAccess.Read(memory, new byte[PageSize], from);
        }
        catch (IOException)
        {
            return;
        }

        throw new InvalidOperationException("pages that were to be secret were read");
    }

    /// <summary>Stretches of pages that are there. Reserved memory that was never used is not read: it is far more than the machine has.</summary>
    private static IEnumerable<(long From, int Length)> Runs(SafeFileHandle pages, long start, long end)
    {
        var entries = new ulong[4096];
        var (from, length) = (start, 0);
        for (var at = start; at < end;)
        {
            var count = (int)Math.Min(entries.Length, (end - at) / PageSize);
            count = RandomAccess.Read(pages, MemoryMarshal.AsBytes(entries.AsSpan(0, count)), at / PageSize * sizeof(ulong)) / sizeof(ulong);
            if (count == 0)
            {
                break;
            }

            for (var i = 0; i < count; i++, at += PageSize)
            {
                if ((entries[i] & PresentOrSwapped) != 0 && length < MaxPiece)
                {
                    from = length == 0 ? at : from;
                    length += PageSize;
                    continue;
                }

                if (length > 0)
                {
                    yield return (from, length);
                }

                (from, length) = (entries[i] & PresentOrSwapped) != 0 ? (at, PageSize) : (at, 0);
            }
        }

        if (length > 0)
        {
            yield return (from, length);
        }
    }

    private static SafeFileHandle Open(int processId, string file)
    {
        try
        {
            return File.OpenHandle($"/proc/{processId}/{file}");
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new InvalidOperationException(
                $"the kernel does not let this user read /proc/{processId}/{file}: run the tests as root, or with kernel.yama.ptrace_scope=0", refused);
        }
    }

    private static long Address(string hex) => long.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
