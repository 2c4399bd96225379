using System.Runtime.InteropServices;

namespace Countersign.Signer.Custody.Tokens.Cryptoki;

/// <summary><c>CK_ATTRIBUTE</c>: one property of an object in a token, to search by or to read.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct CryptokiAttribute(ulong type, void* value, ulong length)
{
    /// <summary><c>CK_UNAVAILABLE_INFORMATION</c>: the object has no such property, or keeps it to itself.</summary>
    public const ulong Unavailable = ulong.MaxValue;

    public const ulong Class = 0x0;
    public const ulong Label = 0x3;
    public const ulong KeyType = 0x100;
    public const ulong Id = 0x102;
    public const ulong Modulus = 0x120;
    public const ulong PublicExponent = 0x122;
    public const ulong EcPoint = 0x181;
    public const ulong AlwaysAuthenticate = 0x202;

    public readonly ulong Type = type;
    public readonly void* Value = value;
    public readonly ulong Length = length;
}
