using System.Security.Cryptography;
using Countersign.Signer.Interop;
using Microsoft.Win32.SafeHandles;

namespace Countersign.Signer.Memory;

/// <summary>
/// Secret bytes outside the garbage-collected heap: guard pages around them, locked against swapping where the limit allows, left out of
/// core dumps, wiped when disposed, read-only once filled. Whoever makes one disposes it; a span of it must not outlive it and must not be
/// copied to managed memory.
/// </summary>
internal sealed class SecretBuffer : SafeHandleZeroOrMinusOneIsInvalid
{
    private bool _readOnly;

    private SecretBuffer(int length)
        : base(ownsHandle: true) => Length = length;

    /// <summary>Bytes in use.</summary>
    public int Length { get; private set; }

    public unsafe ReadOnlySpan<byte> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return new ReadOnlySpan<byte>((void*)handle, Length);
        }
    }

    /// <summary>The bytes while they are being filled.</summary>
    public unsafe Span<byte> Writable
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return _readOnly
                ? throw new InvalidOperationException("a secret is read-only once it is filled")
                : new Span<byte>((void*)handle, Length);
        }
    }

    /// <summary>A writable buffer of zeros.</summary>
    /// <exception cref="CryptographicException">No memory is left.</exception>
    public static SecretBuffer Create(int length)
    {
        NativeLibraries.Prepare();
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        var buffer = new SecretBuffer(length);
        buffer.SetHandle(Sodium.sodium_malloc((nuint)length));
        if (buffer.IsInvalid)
        {
            buffer.Dispose();
            throw new CryptographicException("no guarded memory is left; raise the memory limit of the signer");
        }

        buffer.Writable.Clear();
        return buffer;
    }

    /// <summary>A read-only copy.</summary>
    public static SecretBuffer CopyOf(ReadOnlySpan<byte> secret)
    {
        SecretBuffer buffer = Create(secret.Length);
        secret.CopyTo(buffer.Writable);
        return buffer.Filled();
    }

    /// <summary>Read-only random bytes of the operating system.</summary>
    public static SecretBuffer Random(int length)
    {
        SecretBuffer buffer = Create(length);
        Sodium.randombytes_buf(buffer.Writable, (nuint)length);
        return buffer.Filled();
    }

    /// <summary>Ends the filling: a write from now on is stopped by the processor.</summary>
    public SecretBuffer Filled()
    {
        if (Sodium.sodium_mprotect_readonly(this) != 0)
        {
            throw new CryptographicException("guarded memory could not be made read-only");
        }

        _readOnly = true;
        return this;
    }

    /// <summary>Ends the filling with only the first <paramref name="length"/> bytes; the rest is wiped.</summary>
    public SecretBuffer Filled(int length)
    {
        Writable[length..].Clear();
        Length = length;
        return Filled();
    }

    /// <summary>Copies into another guarded buffer; safe against a dispose on another thread.</summary>
    public unsafe void CopyTo(SecretBuffer target)
    {
        bool held = false;
        try
        {
            DangerousAddRef(ref held);
            new ReadOnlySpan<byte>((void*)handle, Length).CopyTo(target.Writable);
        }
        finally
        {
            if (held)
            {
                DangerousRelease();
            }
        }
    }

    protected override bool ReleaseHandle()
    {
        Sodium.sodium_free(handle);
        return true;
    }
}
