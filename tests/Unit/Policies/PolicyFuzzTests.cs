using Countersign.Core.Policies;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Policies;

/// <summary>Hostile policies: the ones kept in Corpus/policies, whose names begin with their outcome, and seeded mutations of them.</summary>
public sealed class PolicyFuzzTests
{
    private const int Mutations = 30_000;
    private static readonly string[] _files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Corpus", "policies"));

    public static TheoryData<string> Names => [.. _files.Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Corpus_policy_has_its_outcome(string name)
    {
        var accepted = PolicyJson.TryRead(File.ReadAllBytes(_files.Single(file => Path.GetFileName(file) == name)), out _, out var problems);

        accepted.ShouldBe(name.StartsWith("accepted-", StringComparison.Ordinal), string.Join('\n', problems));
        problems.IsEmpty.ShouldBe(accepted);
    }

    [Fact]
    public void Mutated_policies_are_refused_with_a_reason_or_read_back_the_same()
    {
        var random = new Random(20261121);
        var seeds = _files.Order(StringComparer.Ordinal).Select(File.ReadAllBytes).ToArray();
        var accepted = 0;
        for (var i = 0; i < Mutations; i++)
        {
            var json = seeds[random.Next(seeds.Length)].ToArray();
            for (var times = random.Next(1, 3); times > 0; times--)
            {
                json[random.Next(json.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : "\"\\{}[]:,0129.eu/ AZaz"u8[random.Next(21)];
            }

            if (PolicyJson.TryRead(json, out var policy, out var problems))
            {
                accepted++;
                var written = PolicyJson.ToUtf8(policy);
                var same = PolicyJson.TryRead(written, out var again, out _) && PolicyJson.ToUtf8(again).SequenceEqual(written);
                same.ShouldBeTrue();
            }
            else
            {
                problems.IsEmpty.ShouldBeFalse();
            }
        }

        accepted.ShouldBeGreaterThan(100);
    }
}
