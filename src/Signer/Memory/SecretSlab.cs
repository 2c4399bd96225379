using System.Security.Cryptography;

namespace Countersign.Signer.Memory;

/// <summary>Pages cut into slots of one size. They are read-only but while a slot is being filled or wiped. The arena's lock guards it.</summary>
internal sealed unsafe class SecretSlab
{
    private readonly SecretPages _pages;
    private readonly Stack<int> _free = [];
    private readonly int _slots;
    private int _writers;
    private bool _isWritable = true;

    /// <param name="arena">Whose it is.</param>
    /// <param name="slotSize">In bytes.</param>
    /// <param name="slots">How many.</param>
    public SecretSlab(SecretArena arena, int slotSize, int slots)
    {
        Arena = arena;
        SlotSize = slotSize;
        _slots = slots;
        _pages = SecretPages.Map((nint)slotSize * slots);
        for (var slot = slots - 1; slot >= 0; slot--)
        {
            _free.Push(slot);
        }
    }

    public SecretArena Arena { get; }

    public int SlotSize { get; }

    public Keeping Keeping => _pages.Keeping;

    public bool IsFull => _free.Count == 0;

    public bool IsEmpty => _free.Count == _slots;

    /// <summary>A slot of zeros, writable until <see cref="EndWriting"/>.</summary>
    public nint Take()
    {
        BeginWriting();
        return _pages.Start + ((nint)_free.Pop() * SlotSize);
    }

    /// <summary>One writer less; read-only when it was the last.</summary>
    public void EndWriting()
    {
        if (--_writers == 0)
        {
            _pages.Protect(isWritable: false);
            _isWritable = false;
        }
    }

    /// <summary>Wipes a slot and takes it back.</summary>
    /// <param name="slot">What <see cref="Take"/> gave.</param>
    /// <param name="isWriting">Its writing has not ended.</param>
    public void Return(nint slot, bool isWriting)
    {
        if (!isWriting)
        {
            BeginWriting();
        }

        CryptographicOperations.ZeroMemory(new Span<byte>((void*)slot, SlotSize));
        EndWriting();
        _free.Push((int)((slot - _pages.Start) / SlotSize));
    }

    public void Unmap() => _pages.Unmap();

    private void BeginWriting()
    {
        _writers++;
        if (!_isWritable)
        {
            _pages.Protect(isWritable: true);
            _isWritable = true;
        }
    }
}
