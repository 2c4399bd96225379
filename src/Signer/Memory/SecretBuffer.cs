using System.Security.Cryptography;
using Countersign.Signer.Interop;
using Microsoft.Win32.SafeHandles;

namespace Countersign.Signer.Memory;

/// <summary>
/// Secret bytes outside the garbage-collected heap, in <see cref="SecretArena"/>: memory that the kernel itself does not map where it has such, else
/// locked against swapping as far as the limit allows; left out of core dumps, guard pages around its pages, wiped when disposed, read-only
/// once filled. Whoever makes one disposes it; a span of it must not outlive it and must not be copied to managed memory.
/// </summary>
internal sealed class SecretBuffer : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly SecretSlab _slab;
    private bool _readOnly;

    private SecretBuffer(SecretArena arena, int length)
        : base(ownsHandle: true)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        NativeLibraries.Prepare();
        Length = length;
        _slab = arena.Take(length, out nint slot);
        SetHandle(slot);
    }

    /// <summary>Bytes in use.</summary>
    public int Length { get; private set; }

    /// <summary>How well its pages are kept.</summary>
    public Keeping Keeping => _slab.Keeping;

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
    public static SecretBuffer Create(int length) => new(SecretArena.Keys, length);

    /// <summary>Likewise, of one that is written again and again and never <see cref="Filled()"/>.</summary>
    public static SecretBuffer CreateForWork(int length) => new(SecretArena.Work, length);

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

    /// <summary>Ends the filling: a write from now on is refused, and stopped by the processor while no secret beside it is being filled.</summary>
    public SecretBuffer Filled()
    {
        if (!_readOnly)
        {
            _slab.Arena.EndWriting(_slab);
            _readOnly = true;
        }

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
        _slab.Arena.Return(_slab, handle, isWriting: !_readOnly);
        return true;
    }
}
