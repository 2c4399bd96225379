using System.Runtime.InteropServices;

namespace Countersign.Signer.Custody.Tokens.Cryptoki;

/// <summary>A token that is there now.</summary>
/// <param name="Number">The slot that it is in.</param>
/// <param name="Label">What it was called when it was made.</param>
/// <param name="Serial">Given by its maker.</param>
/// <param name="Flags">Of <c>CK_TOKEN_INFO</c>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TokenSlot(ulong Number, string Label, string Serial, ulong Flags)
{
    private const ulong Initialized = 0x400;
    private const ulong FinalTry = 0x20000;
    private const ulong Locked = 0x40000;

    /// <summary>Why no PIN may be tried on it; empty when one may.</summary>
    public string RefusesPin => (Flags & Initialized) == 0 ? "is not initialised"
        : (Flags & Locked) != 0 ? "has locked its PIN after too many wrong ones: reset it with the token's own tool"
        : (Flags & FinalTry) != 0 ? "locks itself at the next wrong PIN, so none is tried: log in once with the token's own tool"
        : "";
}
