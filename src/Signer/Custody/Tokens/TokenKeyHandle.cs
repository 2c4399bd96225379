namespace Countersign.Signer.Custody.Tokens;

/// <summary>Where a private key is in an open token.</summary>
/// <param name="Login">The login of the token that it belongs to: after the next one it is looked up again.</param>
/// <param name="Number">The module's handle.</param>
/// <param name="AsksEachTime">The key wants the PIN for each signature (<c>CKA_ALWAYS_AUTHENTICATE</c>).</param>
internal sealed record TokenKeyHandle(uint Login, ulong Number, bool AsksEachTime);
