namespace Countersign.Channels;

/// <summary>The descriptors that came with a packet, in their order. Those that nobody takes are closed.</summary>
public sealed class ReceivedDescriptors : IDisposable
{
    private readonly Queue<Descriptor> _queue = new();

    /// <summary>True when whoever sent them is gone, so that nobody waits for what is done with them.</summary>
    public bool IsSenderGone => Sender?.IsPeerGone ?? false;

    internal Channel? Sender { get; set; }

    public int Count => _queue.Count;

    /// <summary>The next one, now the caller's to close; null when there is none left.</summary>
    public Descriptor? Take() => _queue.TryDequeue(out var descriptor) ? descriptor : null;

    public void Dispose()
    {
        while (Take() is { } descriptor)
        {
            descriptor.Dispose();
        }
    }

    internal void Add(Descriptor descriptor) => _queue.Enqueue(descriptor);
}
