namespace Countersign.Core.Journal.Checkpoints;

/// <summary>Checks an Ed25519 signature (RFC 8032). Core has no implementation of its own: each process brings that of its library.</summary>
/// <param name="publicKey">32 bytes.</param>
/// <param name="message">What was signed.</param>
/// <param name="signature">64 bytes.</param>
public delegate bool Ed25519Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);
