using Countersign.Core.Frames;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Frames;

/// <summary>
/// Packets kept in Corpus/frames, made from docs/process-protocol.md without our writer: `NAME.bin` is a frame of that type,
/// `refused-….bin` of none.
/// </summary>
public sealed class FrameCorpusTests
{
    private const int Mutants = 400;

    private static readonly (string Name, byte[] Packet)[] _corpus =
    [
        .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Corpus", "frames"), "*.bin").Order(StringComparer.Ordinal)
            .Select(static file => (Path.GetFileNameWithoutExtension(file), File.ReadAllBytes(file))),
    ];

    [Fact]
    public void Each_packet_is_a_frame_of_the_type_in_its_name_or_of_none()
    {
        _corpus.Select(static kept => kept.Name).Where(static name => !name.StartsWith("refused-", StringComparison.Ordinal))
            .ShouldBe(AnyFrame.All.Select(static frame => frame.Type.ToString()), ignoreOrder: true);

        foreach (var (name, packet) in _corpus)
        {
            string[] taken = [.. AnyFrame.All.Where(frame => frame.TryRead(packet, out _)).Select(static frame => frame.Type.ToString())];
            taken.ShouldBe(name.StartsWith("refused-", StringComparison.Ordinal) ? [] : [name], name);
        }
    }

    [Fact]
    public void Mutated_packets_are_refused_or_read_back_the_same()
    {
        var random = new Random(20261120);
        foreach (var (name, packet) in _corpus.Where(static kept => kept.Packet.Length is > 0 and < 1024))
        {
            for (var i = 0; i < Mutants; i++)
            {
                var mutant = Mutate(packet, random);
                foreach (var frame in AnyFrame.All.Where(frame => Frame.TypeOf(mutant) == frame.Type))
                {
                    if (frame.TryRead(mutant, out var again))
                    {
                        again.ShouldBe(mutant, name);
                    }
                }
            }
        }
    }

    private static byte[] Mutate(byte[] packet, Random random)
    {
        List<byte> bytes = [.. packet];
        for (var changes = random.Next(1, 4); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(4);
                    break;
                case 2:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                default:
                    bytes.RemoveAt(at);
                    break;
            }
        }

        return [.. bytes];
    }
}
