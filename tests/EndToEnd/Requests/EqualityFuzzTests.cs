using Countersign.EndToEnd.Sandbox;
using Countersign.EndToEnd.Worlds;
using Shouldly;
using Xunit;

namespace Countersign.EndToEnd.Requests;

/// <summary>
/// A few hundred requests in random spellings: what the exchange's own parser reads of each that arrived is what the bot meant, and of
/// what was refused nothing arrived.
/// </summary>
public sealed class EqualityFuzzTests(WorldFixture fixture) : IClassFixture<WorldFixture>
{
    private const int Requests = 400;

    private static readonly HashSet<string> Stamped = new(["timestamp", "recvWindow", "signature"], StringComparer.Ordinal);

    [Fact]
    public async Task What_is_judged_is_what_the_exchange_reads()
    {
        var world = fixture.World;
        await world.Sandbox.Control.SetLimitsAsync(weightPerMinute: 1_000_000, ordersPer10s: 100_000, ordersPerDay: 1_000_000);
        var mark = await world.MarkAsync();
        var sent = new Dictionary<string, (SpellingFuzz Request, BotAnswer Answer)>(StringComparer.Ordinal);
        for (var i = 0; i < Requests; i++)
        {
            var request = SpellingFuzz.Make(i, BotClient.Now);
            sent[request.Id] = (request, await SendAsync(world.Bot, request, signatureFirst: i % 5 == 0));
        }

        var arrived = (await world.ReachedAsync(mark)).ToLookup(IdOf, StringComparer.Ordinal);
        foreach (var (id, (request, answer)) in sent)
        {
            if (answer.Rule.Length > 0)
            {
                request.IsOdd.ShouldBeTrue($"{request.Query} | {request.Body} was refused with {answer}");
                arrived[id].ShouldBeEmpty($"{request.Query} | {request.Body} was refused with {answer}, and sent");
                continue;
            }

            var one = arrived[id].ShouldHaveSingleItem($"{request.Query} | {request.Body}: {answer}");
            one.Path.ShouldBe(request.IsQuestion ? "/api/v3/order" : "/api/v3/order/test");
            one.Parameters.Where(parameter => !Stamped.Contains(parameter.Name)).ToDictionary(StringComparer.Ordinal)
                .ShouldBe(request.Meaning, ignoreOrder: true, $"{request.Query} | {request.Body}");
        }

        // Both kinds were there, or nothing was shown.
        sent.Values.Count(item => item.Answer.Rule.Length == 0).ShouldBeInRange(
            Requests / 10, Requests * 9 / 10, string.Join(", ", sent.Values.CountBy(static item => item.Answer.Rule)));
        sent.Keys.ShouldBe(sent.Keys.Union(arrived.Select(group => group.Key)), ignoreOrder: true);
    }

    private static Task<BotAnswer> SendAsync(BotClient bot, SpellingFuzz request, bool signatureFirst)
    {
        var (method, path) = request.IsQuestion ? ("GET", "/api/v3/order") : ("POST", "/api/v3/order/test");
        var signature = "signature=" + bot.Sign(request.Query + request.Body);
        var query = request.Query.Length == 0 ? signature : signatureFirst ? $"{signature}&{request.Query}" : $"{request.Query}&{signature}";
        return bot.SendAsync(method, $"{path}?{query}", request.Body);
    }

    private static string IdOf(SandboxReceived request) =>
        request.Parameters.FirstOrDefault(parameter => parameter.Name is "newClientOrderId" or "origClientOrderId").Value ?? "";
}
