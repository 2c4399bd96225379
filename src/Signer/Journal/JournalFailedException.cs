namespace Countersign.Signer.Journal;

/// <summary>
/// The journal cannot be written. It is lost to this process for good: after a failed write or sync nobody knows what the disk holds. Nothing is
/// signed any more until the signer is started again.
/// </summary>
internal sealed class JournalFailedException(string message, Exception? cause) : IOException(message, cause);
