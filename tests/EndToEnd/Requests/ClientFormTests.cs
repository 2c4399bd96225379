using Countersign.Clients;
using Countersign.EndToEnd.Worlds;
using Shouldly;
using Xunit;

namespace Countersign.EndToEnd.Requests;

/// <summary>Requests in the form in which bots send them, byte for byte, through a real world: what arrives means what was meant.</summary>
public sealed class ClientFormTests(WorldFixture fixture) : IClassFixture<WorldFixture>
{
    private static readonly HashSet<string> Stamped = new(["timestamp", "recvWindow", "signature"], StringComparer.Ordinal);

    // What a policy stops is understood, and stopped for what it means.
    private static readonly string[] PolicyRules =
        ["symbol-not-allowed", "order-type-not-allowed", "parameter-not-allowed", "endpoint-not-allowed", "max-notional", "market-facts-unfit"];

    public static TheoryData<string> Names => [.. ClientRequest.ReadAll().Select(request => request.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Arrives_with_the_meaning_it_was_sent_with(string name)
    {
        var world = fixture.World;
        var request = ClientRequest.ReadAll().Single(request => request.Name == name);
        var mark = await world.MarkAsync();

        var answer = await RawHttp.SendAsync(
            world.Up.Url, request.Write(world.Bot.ApiKey, System.Text.Encoding.ASCII.GetBytes(world.Bot.Secret), BotClient.Now));

        var reached = await world.ReachedAsync(mark);
        if (answer.Rule.Length > 0)
        {
            PolicyRules.ShouldContain(answer.Rule, answer.ToString());
            reached.ShouldBeEmpty();
            return;
        }

        var arrived = (await world.Sandbox.Control.ReceivedAsync(mark)).Last(arrived => arrived.Path == request.Target.Split('?')[0]);
        arrived.Method.ShouldBe(request.Method);
        arrived.Body.ShouldBeEmpty();
        var meant = request.Meaning.ToDictionary(StringComparer.Ordinal);
        var understood = arrived.Parameters.Where(parameter => !Stamped.Contains(parameter.Name)).ToDictionary(StringComparer.Ordinal);
        if (!meant.ContainsKey("newClientOrderId"))
        {
            understood.Remove("newClientOrderId");
        }

        understood.ShouldBe(meant, ignoreOrder: true);
        arrived.ApiKey.ShouldBe(request.IsSigned ? world.ExchangeApiKey : null);
    }
}
