using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Countersign.Signer.Custody.Tokens;

/// <summary>
/// Tells SoftHSM's library where its configuration is. It knows no other way than a variable of the environment, of which the signer
/// otherwise takes none.
/// </summary>
internal static partial class SoftHsm
{
    /// <summary>Called once at the start, before a module is loaded or another thread looks at the environment.</summary>
    public static void Configure(string path)
    {
        if (setenv("SOFTHSM2_CONF", path, 1) != 0)
        {
            throw new Win32Exception();
        }
    }

    [LibraryImport("libc.so.6", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);
}
