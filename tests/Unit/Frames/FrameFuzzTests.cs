using Countersign.Core.Frames;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Frames;

/// <summary>Every frame type: what is read again is what was written, and no bytes make the reader throw.</summary>
public sealed class FrameFuzzTests
{
    private const int Rounds = 3_000;

    public static TheoryData<FrameType> Types { get; } = [.. Enum.GetValues<FrameType>().Where(type => type != FrameType.None)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Reads_back_what_it_wrote_and_never_throws(FrameType type)
    {
        var frame = AnyFrame.Of(type);
        var random = new Random((int)type);
        var whole = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var packet = Packet(type, random);
            if (!frame.TryRead(packet, out var again))
            {
                continue;
            }

            whole++;
            again.ShouldBe(packet, "a frame has one encoding");
            frame.TryRead(packet.AsSpan(..^1), out _).ShouldBeFalse("a frame cut short is no frame");
            frame.TryRead([.. packet, 0], out _).ShouldBeFalse("a frame with a byte too many is no frame");
        }

        whole.ShouldBeGreaterThan(0, "the generator must hit well-formed frames");
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Refuses_another_version_and_another_type(FrameType type)
    {
        var frame = AnyFrame.Of(type);
        var random = new Random((int)type);
        byte[] packet;
        do
        {
            packet = Packet(type, random);
        }
        while (!frame.TryRead(packet, out _));

        packet[0] = 2;
        frame.TryRead(packet, out _).ShouldBeFalse();
        packet[0] = Frame.Version;
        packet[1] ^= 0x01;
        frame.TryRead(packet, out _).ShouldBeFalse();
    }

    // Plausible fields: short lengths, small choices, and now and then anything at all.
    private static byte[] Packet(FrameType type, Random random)
    {
        var fields = new List<byte> { Frame.Version, (byte)type };
        var length = random.Next(0, 120);
        while (fields.Count < length + 2)
        {
            switch (random.Next(4))
            {
                case 0:
                    var count = (byte)random.Next(0, 12);
                    fields.AddRange([0, 0, 0, count]);
                    for (var i = 0; i < count; i++)
                    {
                        fields.Add((byte)random.Next(256));
                    }

                    break;
                case 1:
                    fields.AddRange(new byte[random.Next(1, 17)]);
                    break;
                case 2:
                    fields.Add((byte)random.Next(3));
                    break;
                default:
                    fields.Add((byte)random.Next(256));
                    break;
            }
        }

        return [.. ShapedFor(type, random) ?? fields];
    }

    // Half of the packets are zeroes of a length that some frame of the type has: every field is then zero or empty.
    private static List<byte>? ShapedFor(FrameType type, Random random) =>
        random.Next(2) == 0 ? [Frame.Version, (byte)type, .. new byte[random.Next(0, 80)]] : null;
}
