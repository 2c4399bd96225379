using System.Reflection;
using Countersign.Core.Frames;

namespace Countersign.Unit.Frames;

/// <summary>A type of frame that is known only by its number, to be tried on any bytes.</summary>
internal sealed class AnyFrame
{
    private readonly Reading _reading;

    private AnyFrame(FrameType type)
    {
        Type = type;
        Layout = typeof(Frame).Assembly.GetTypes().Single(candidate =>
            candidate.IsValueType && candidate.Name == type.ToString() && candidate.Namespace == typeof(Frame).Namespace);
        _reading = typeof(AnyFrame).GetMethod(nameof(ReadAs), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(Layout).CreateDelegate<Reading>();
    }

    private delegate bool Reading(ReadOnlySpan<byte> packet, out byte[] again);

    public static IReadOnlyList<AnyFrame> All { get; } =
        [.. Enum.GetValues<FrameType>().Where(type => type != FrameType.None).Select(type => new AnyFrame(type))];

    public FrameType Type { get; }

    /// <summary>The type whose properties are the fields, in their order.</summary>
    public Type Layout { get; }

    public static AnyFrame Of(FrameType type) => All.Single(frame => frame.Type == type);

    /// <summary>Reads a packet, and writes again what was read.</summary>
    public bool TryRead(ReadOnlySpan<byte> packet, out byte[] again) => _reading(packet, out again);

    private static bool ReadAs<TFrame>(ReadOnlySpan<byte> packet, out byte[] again)
        where TFrame : IFrame<TFrame>, allows ref struct
    {
        again = [];
        if (!Frame.TryRead<TFrame>(packet, out var frame))
        {
            return false;
        }

        var buffer = new byte[Frame.MaxLength];
        again = buffer[..Frame.Write(in frame, buffer)];
        return true;
    }
}
