using System.Reflection;
using Countersign.Core.Journal;

namespace Countersign.Unit.Journal;

/// <summary>A kind of entry that is known only by its number, to be tried on any bytes.</summary>
internal sealed class AnyEntry
{
    private readonly Reading _reading;

    private AnyEntry(EntryKind kind)
    {
        Kind = kind;
        Layout = typeof(Entry).Assembly.GetType($"{typeof(Entry).Namespace}.Entries.{kind}", throwOnError: true)!;
        _reading = typeof(AnyEntry).GetMethod(nameof(ReadAs), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(Layout).CreateDelegate<Reading>();
    }

    private delegate bool Reading(ReadOnlySpan<byte> entry);

    public static IReadOnlyList<AnyEntry> All { get; } =
        [.. Enum.GetValues<EntryKind>().Where(kind => kind != EntryKind.None).Select(kind => new AnyEntry(kind))];

    public EntryKind Kind { get; }

    /// <summary>The names of its fields, in their order.</summary>
    public IEnumerable<string> Names => Layout.GetProperties().Where(static property => !property.GetMethod!.IsStatic)
        .Select(static property => char.ToLowerInvariant(property.Name[0]) + property.Name[1..]);

    private Type Layout { get; }

    /// <summary>Is it an entry of this kind?</summary>
    public bool TryRead(ReadOnlySpan<byte> entry) => _reading(entry);

    private static bool ReadAs<TEntry>(ReadOnlySpan<byte> entry)
        where TEntry : IEntry<TEntry>, allows ref struct => Entry.TryRead<TEntry>(entry, out _, out _);
}
