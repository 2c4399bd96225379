using System.Runtime.InteropServices;

namespace Countersign.Signer.Custody.Tokens;

/// <summary>A session with a token, used by one thread at a time.</summary>
/// <param name="Login">The login of the token that it belongs to: it is good until the next one.</param>
/// <param name="Number">The module's handle.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TokenSession(uint Login, ulong Number);
