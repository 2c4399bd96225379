using Countersign.Core.Records;
using Countersign.Signer.State;

namespace Countersign.Signer.Operator;

/// <summary>A name is given once: what was revoked under it must never come back as something else.</summary>
internal static class NameUse
{
    /// <summary>Why this name cannot be given to a new record; null if it can.</summary>
    public static Reply? Refuse(StateFile stateFile, RecordIdentity identity) =>
        stateFile.IsRevoked(identity) ? Reply.Fail(FailureCode.Revoked, $"{identity} was revoked, and its name is not used again: choose another name")
        : stateFile.HighestVersion(identity) > 0 ? Reply.Fail(FailureCode.Exists, $"{identity} exists: choose another name")
        : null;

    /// <summary>Why a record that was just opened may not be used; null if it may, and then its version is remembered as the highest.</summary>
    public static Reply? RefuseOutdated(StateFile stateFile, RecordLabel label) =>
        stateFile.TryAccept(label.Identity, label.Version, out var reason) ? null
        : Reply.Fail(stateFile.IsRevoked(label.Identity) ? FailureCode.Revoked : FailureCode.Integrity, reason);
}
