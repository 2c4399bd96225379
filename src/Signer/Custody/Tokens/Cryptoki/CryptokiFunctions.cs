using System.Runtime.InteropServices;

namespace Countersign.Signer.Custody.Tokens.Cryptoki;

/// <summary>
/// The calls of a PKCS#11 module that are used here, at their places in <c>CK_FUNCTION_LIST</c> (PKCS#11 2.40 and later, <c>pkcs11f.h</c>): two
/// bytes of version, then pointers. On 64-bit Linux <c>CK_ULONG</c> has eight bytes, and structures are not packed.
/// </summary>
[StructLayout(LayoutKind.Explicit)]
internal readonly unsafe struct CryptokiFunctions
{
    private const int First = 8;
    private const int Next = 8;

    [FieldOffset(First)]
    public readonly delegate* unmanaged[Cdecl]<CryptokiStart*, CryptokiResult> Initialize;

    [FieldOffset(First + (4 * Next))]
    public readonly delegate* unmanaged[Cdecl]<byte, ulong*, ulong*, CryptokiResult> GetSlotList;

    [FieldOffset(First + (6 * Next))]
    public readonly delegate* unmanaged[Cdecl]<ulong, byte*, CryptokiResult> GetTokenInfo;

    [FieldOffset(First + (12 * Next))]
    public readonly delegate* unmanaged[Cdecl]<ulong, ulong, void*, void*, ulong*, CryptokiResult> OpenSession;

    [FieldOffset(First + (13 * Next))]
    public readonly delegate* unmanaged[Cdecl]<ulong, CryptokiResult> CloseSession;

    [FieldOffset(First + (14 * Next))]
    public readonly delegate* unmanaged[Cdecl]<ulong, CryptokiResult> CloseAllSessions;

    [FieldOffset(First + (18 * Next))]
    public readonly delegate* unmanaged[Cdecl]<ulong, ulong, byte*, ulong, CryptokiResult> Login;

    [FieldOffset(First + (24 * Next))]
    public readonly delegate* unmanaged[Cdecl]<ulong, ulong, CryptokiAttribute*, ulong, CryptokiResult> GetAttributeValue;

    [FieldOffset(First + (26 * Next))]
    public readonly delegate* unmanaged[Cdecl]<ulong, CryptokiAttribute*, ulong, CryptokiResult> FindObjectsInit;

    [FieldOffset(First + (27 * Next))]
    public readonly delegate* unmanaged[Cdecl]<ulong, ulong*, ulong, ulong*, CryptokiResult> FindObjects;

    [FieldOffset(First + (28 * Next))]
    public readonly delegate* unmanaged[Cdecl]<ulong, CryptokiResult> FindObjectsFinal;

    [FieldOffset(First + (42 * Next))]
    public readonly delegate* unmanaged[Cdecl]<ulong, CryptokiMechanism*, ulong, CryptokiResult> SignInit;

    [FieldOffset(First + (43 * Next))]
    public readonly delegate* unmanaged[Cdecl]<ulong, byte*, ulong, byte*, ulong*, CryptokiResult> Sign;
}
