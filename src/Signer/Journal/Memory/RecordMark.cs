using System.Runtime.InteropServices;

namespace Countersign.Signer.Journal.Memory;

/// <summary>What the signer remembers of one record.</summary>
/// <param name="Highest">The highest version that it has accepted; 0 when it was revoked before any was.</param>
/// <param name="Revoked">No version is accepted any more.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RecordMark(ulong Highest, bool Revoked);
