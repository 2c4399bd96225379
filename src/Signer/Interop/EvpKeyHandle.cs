using Microsoft.Win32.SafeHandles;

namespace Countersign.Signer.Interop;

/// <summary>An OpenSSL key; its private numbers live in OpenSSL's secure heap.</summary>
internal sealed class EvpKeyHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    public static EvpKeyHandle Own(nint key)
    {
        var owned = new EvpKeyHandle();
        owned.SetHandle(key);
        return owned;
    }

    protected override bool ReleaseHandle()
    {
        LibCrypto.EVP_PKEY_free(handle);
        return true;
    }
}
