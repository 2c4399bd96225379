using System.Reflection;

namespace Countersign.Signer.Journal;

/// <summary>What a signer notes of itself when it starts on a journal.</summary>
/// <param name="BootId">The machine's present boot, 16 bytes.</param>
/// <param name="IsStrict">Each entry is on the disk before anything is signed.</param>
internal sealed record JournalSettings(ReadOnlyMemory<byte> BootId, bool IsStrict)
{
    /// <summary>Name and version of this program.</summary>
    public static string Software { get; } =
        "countersign " + typeof(JournalSettings).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
}
