using System.Text;
using Countersign.Core.Frames;
using Shouldly;

namespace Countersign.Unit.Signer;

/// <summary>The signer's answer to an operator.</summary>
internal sealed record Told(string? Code, string Sentence, byte[] First, byte[] Second, byte[] Third, byte[] Checkpoint)
{
    public string FirstText => Encoding.UTF8.GetString(First);

    public string ThirdText => Encoding.UTF8.GetString(Third);

    public static Told From(byte[] packet)
    {
        if (Frame.TryRead<Done>(packet, out var done))
        {
            return new Told(null, "", done.First.ToArray(), done.Second.ToArray(), done.Third.ToArray(), done.Checkpoint.ToArray());
        }

        Frame.TryRead<Failed>(packet, out var failed).ShouldBeTrue($"frame {packet[1]:x} is no answer to an operator");
        return new Told(Encoding.ASCII.GetString(failed.Code), Encoding.UTF8.GetString(failed.Sentence), [], [], [], []);
    }

    public Told ShouldBeDone()
    {
        Code.ShouldBeNull(Sentence);
        return this;
    }

    public Told ShouldFail(string code)
    {
        Code.ShouldBe(code, Sentence);
        Sentence.ShouldNotBeEmpty();
        return this;
    }
}
