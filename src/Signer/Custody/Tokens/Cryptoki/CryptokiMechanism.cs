using System.Runtime.InteropServices;

namespace Countersign.Signer.Custody.Tokens.Cryptoki;

/// <summary><c>CK_MECHANISM</c> without a parameter: how to sign.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct CryptokiMechanism(ulong type)
{
    /// <summary><c>CKM_SHA256_RSA_PKCS</c>: the token hashes and pads.</summary>
    public const ulong Sha256Rsa = 0x40;

    /// <summary><c>CKM_EDDSA</c>; without a parameter it is Ed25519 of RFC 8032 over an edwards25519 key.</summary>
    public const ulong EdDsa = 0x1057;

    public readonly ulong Type = type;
    public readonly void* Parameter = null;
    public readonly ulong ParameterLength = 0;
}
