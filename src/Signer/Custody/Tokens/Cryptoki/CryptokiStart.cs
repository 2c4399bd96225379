using System.Runtime.InteropServices;

namespace Countersign.Signer.Custody.Tokens.Cryptoki;

/// <summary><c>CK_C_INITIALIZE_ARGS</c>: the module is called from several threads, and locks by the operating system's means.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct CryptokiStart()
{
    private const ulong OsLockingOk = 0x2;

    public readonly void* CreateMutex = null;
    public readonly void* DestroyMutex = null;
    public readonly void* LockMutex = null;
    public readonly void* UnlockMutex = null;
    public readonly ulong Flags = OsLockingOk;
    public readonly void* Reserved = null;
}
