using Countersign.Core.Records;
using Countersign.Signer.Journal;

namespace Countersign.Signer.Operator;

/// <summary>A name is given once: what was revoked under it must never come back as something else.</summary>
internal static class NameUse
{
    /// <summary>Why this name cannot be given to a new record; null if it can.</summary>
    public static Reply? Refuse(SignerMemory memory, RecordIdentity identity) =>
        memory.IsRevoked(identity) ? Reply.Fail(FailureCode.Revoked, $"{identity} was revoked, and its name is not used again: choose another name")
        : memory.HighestVersion(identity) > 0 ? Reply.Fail(FailureCode.Exists, $"{identity} exists: choose another name")
        : null;

    /// <summary>Why a record that was just opened may not be used; null if it may, and then its version is remembered as the highest.</summary>
    /// <param name="memory">The signer's.</param>
    /// <param name="label">Of the record.</param>
    /// <param name="policyHash">SHA-256 of a bot's policy as sealed; none for a key.</param>
    public static Reply? RefuseOutdated(SignerMemory memory, RecordLabel label, ReadOnlySpan<byte> policyHash = default) =>
        memory.TryAccept(label.Identity, label.Version, policyHash, out var reason) ? null
        : Reply.Fail(memory.IsRevoked(label.Identity) ? FailureCode.Revoked : FailureCode.Integrity, reason);
}
