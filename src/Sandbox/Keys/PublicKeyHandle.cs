using Microsoft.Win32.SafeHandles;

namespace Countersign.Sandbox.Keys;

/// <summary>A public key that OpenSSL has read, kept for as long as the API key lives.</summary>
internal sealed class PublicKeyHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public PublicKeyHandle()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle()
    {
        LibCrypto.EVP_PKEY_free(handle);
        return true;
    }
}
