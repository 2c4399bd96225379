using System.Text;
using System.Web;
using Countersign.Core.Policies;
using Countersign.Core.Requests;
using Countersign.Unit.Policies;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Requests;

/// <summary>
/// Hostile requests: the ones kept in Corpus/requests, and seeded mutations of them. A corpus file has four parts, divided by line
/// feeds: <c>accepted</c> or the code of the refusal, the call, the query, and the body to the end.
/// </summary>
public sealed class GrammarFuzzTests
{
    private const int Mutations = 60_000;

    private static readonly string[] _pieces =
    [
        "&", "=", "%", "%%", "%00", "%2", "%C3%28", "%26", "%3D", "+", " ", "#", ";", "\0", "\n", "\u00ff", "&&", "&symbol=A", "&price=1",
        "signature=00", "&signature=", "timestamp=1", "&recvWindow=1", "apiKey=a", "1e9", ".", "0", "-", "[]", "{\"a\":1}", "%ED%A0%80",
    ];

    private static readonly IReadOnlyList<CorpusRequest> _corpus =
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Corpus", "requests")).Order(StringComparer.Ordinal).Select(CorpusRequest.Load)];

    public static TheoryData<string> Names => [.. _corpus.Select(request => request.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Corpus_request_has_its_outcome(string name)
    {
        var kept = _corpus.Single(request => request.Name == name);

        var outcome = new BotRequest().TryRead(kept.Method, kept.Path, kept.Query, kept.Body, out var refusal) ? "accepted" : refusal.Code;

        outcome.ShouldBe(kept.Outcome);
    }

    [Trait("Speed", "Slow")]
    [Fact]
    public void Mutated_requests_are_refused_or_mean_one_thing_only()
    {
        var random = new Random(20261120);
        var accepted = 0;
        var request = new BotRequest();
        for (var i = 0; i < Mutations; i++)
        {
            var seed = _corpus[random.Next(_corpus.Count)];
            var path = random.Next(20) == 0 ? Mutate(random, seed.Path) : seed.Path;
            var query = random.Next(4) > 0 ? Mutate(random, seed.Query) : seed.Query;
            var body = random.Next(4) == 0 ? Mutate(random, seed.Body) : seed.Body;

            PublicRequest.TryRead(seed.Method, path, query, body.Length, out _, out _);
            if (request.TryRead(seed.Method, path, query, body, out var refusal))
            {
                accepted++;
                Check(FindFault(request), request.Endpoint.ToString(), query, body);
            }
            else
            {
                Check(refusal.Sentence.All(IsPrintable) ? null : "a refusal repeats raw text", refusal.Code, query, body);
            }
        }

        // Enough get through to make the check mean something, and enough do not.
        accepted.ShouldBeInRange(Mutations / 50, Mutations / 2);
    }

    // Plain conditions: an assertion library's expressions would cost more than the sixty thousand requests.
    private static string? FindFault(BotRequest request)
    {
        PolicyJudge.TryAllow(Policed.Trading, request, Policed.Facts, Policed.Now, out _, out _);

        var meaning = Requested.Meaning(request);
        var names = meaning.Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        if (names.Count != meaning.Count)
        {
            return "a name twice";
        }

        if (!names.All(name => request.Endpoint.Parameters.Any(known => known.Text == name)))
        {
            return "a name that the endpoint does not have";
        }

        if (meaning.Any(parameter => parameter.Value.Length == 0 || parameter.Value.Any(char.IsControl)))
        {
            return "an empty value or a control character";
        }

        return request.Endpoint.NeverSigned ? null : FindFault(request, meaning, names);
    }

    // Another parser must see in the canonical bytes exactly what was judged.
    private static string? FindFault(BotRequest request, IReadOnlyList<(string Name, string Value)> meaning, HashSet<string> names)
    {
        var payload = Requested.Canonical(request, new Stamp(1, 2, "id"u8));
        if (!payload.All(c => char.IsAsciiLetterOrDigit(c) || "-_.~%&=".Contains(c, StringComparison.Ordinal)))
        {
            return $"not canonical: {payload}";
        }

        var seen = HttpUtility.ParseQueryString(payload);
        names.UnionWith(["newClientOrderId", "recvWindow", "timestamp"]);
        return !seen.AllKeys.All(name => name is not null && names.Contains(name))
            || !meaning.All(parameter => seen.GetValues(parameter.Name) is [var value] && value == parameter.Value)
                ? $"read differently by another parser: {payload}"
                : null;
    }

    private static bool IsPrintable(char c) => c is >= ' ' and < '\x7f';

    private static void Check(string? fault, string what, byte[] query, byte[] body)
    {
        if (fault is not null)
        {
            Assert.Fail($"{fault}: {what}\n{Encoding.Latin1.GetString(query)}\n{Encoding.Latin1.GetString(body)}");
        }
    }

    private static byte[] Mutate(Random random, byte[] seed)
    {
        var bytes = seed.ToList();
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(4))
            {
                case 0:
                    bytes.InsertRange(at, Encoding.Latin1.GetBytes(_pieces[random.Next(_pieces.Length)]));
                    break;
                case 1 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2 when at < bytes.Count:
                    bytes.RemoveRange(at, random.Next(1, Math.Min(8, bytes.Count - at) + 1));
                    break;
                default:
                    var from = random.Next(bytes.Count + 1);
                    bytes.InsertRange(at, bytes.GetRange(from, random.Next(bytes.Count - from + 1)));
                    break;
            }
        }

        return [.. bytes];
    }
}
