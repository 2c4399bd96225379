using Countersign.Core.Frames;

namespace Countersign.Channels;

/// <summary>
/// One buffer per thread for the packet in hand, on the pinned heap: the garbage collector never moves it and so never leaves a copy
/// behind. Whoever used it wipes what he used, because a packet may carry a signature or a fresh credential.
/// </summary>
internal static class PacketBuffer
{
    [ThreadStatic]
    private static byte[]? _ofThisThread;

    internal static Span<byte> OfThisThread => _ofThisThread ??= GC.AllocateUninitializedArray<byte>(Frame.MaxLength, pinned: true);
}
