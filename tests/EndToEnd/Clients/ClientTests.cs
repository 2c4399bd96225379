using System.Text;
using System.Text.Json;
using Countersign.Core.Refusals;
using Countersign.EndToEnd.Sandbox;
using Countersign.EndToEnd.Worlds;
using Shouldly;
using Xunit;

namespace Countersign.EndToEnd.Clients;

/// <summary>Published client libraries, unmodified, with nothing changed but base URL and credential, through the whole path.</summary>
public sealed class ClientTests
{
    [Fact]
    public async Task Published_client_libraries_make_the_whole_tour_with_an_ed25519_key()
    {
        await using var world = await World.StartAsync();
        foreach (var script in new[] { "ccxt.mjs", "spot.mjs" })
        {
            var mark = await world.MarkAsync();
            var output = await RunAsync(world, script);

            output.Split('\n').Count(static line => line.StartsWith("ok ", StringComparison.Ordinal)).ShouldBeGreaterThan(20);
            await CameWithTheRealKeyAsync(world, mark);
        }
    }

    [Theory]
    [InlineData("hmac")]
    [InlineData("rsa-2048")]
    public async Task A_published_client_library_trades_with_a_key_of_another_type(string type)
    {
        await using var world = await World.StartAsync(new WorldKey(type));
        var mark = await world.MarkAsync();

        (await RunAsync(world, "ccxt.mjs", "--only", "limit-buy-open-cancel")).ShouldContain("ok limit-buy-open-cancel");
        (await RunAsync(world, "spot.mjs", "--only", "market-buy")).ShouldContain("ok market-buy");
        await CameWithTheRealKeyAsync(world, mark);
    }

    [Fact]
    public async Task Refusals_raise_the_ordinary_errors_of_ccxt()
    {
        await using var world = await World.StartAsync();

        // 1. What the bot does wrong.
        (await RunAsync(world, "errors.mjs")).Split('\n').Count(static line => line.StartsWith("ok ", StringComparison.Ordinal)).ShouldBe(10);

        // 2. Nobody knows what became of the order.
        await world.Sandbox.Control.AddFaultAsync("drop-before", "POST", "/api/v3/order");
        (await RunAsync(world, "errors.mjs", "--only", "outcome-unknown")).ShouldContain("ok outcome-unknown");

        // 3. The signer ended, and nobody is there to start it again.
        var ids = world.Up.ProcessIds();
        Signals.Send(world.Up.ProcessId, Signals.Stop);
        Signals.Send(ids["signer"], Signals.Kill);
        try
        {
            (await RunAsync(world, "errors.mjs", "--only", "signer-gone")).ShouldContain("ok signer-gone");
        }
        finally
        {
            Signals.Send(world.Up.ProcessId, Signals.Continue);
        }

        await world.UntilTradingAsync();
    }

    [Fact]
    public async Task Each_row_of_the_table_of_refusals_raises_the_ordinary_error_of_ccxt()
    {
        using var place = new Place();
        var rows = RefusalTable.Rows.Select(static row => new
        {
            code = row.Code,
            status = row.HttpStatus,
            // The gateway gives this one in the exchange's words alone.
            words = row.Kind == RefusalKind.OutcomeUnknown ? "-1007" : "countersign " + row.Code,
            body = Encoding.UTF8.GetString(RefusalMessage.ToUtf8(new Refusal(row.Kind, "why"))),
        });

        var (exitCode, output) = await ClientScript.RunAsync(
            "table.mjs", "http://127.0.0.1", "key", "secret", ["--rows", place.Write("rows.json", JsonSerializer.Serialize(rows))]);

        exitCode.ShouldBe(0, output);
        output.Split('\n').Count(static line => line.StartsWith("ok ", StringComparison.Ordinal)).ShouldBe(RefusalTable.Rows.Length);
    }

    [Fact]
    public async Task An_exchange_that_is_not_there_is_a_certain_refusal_until_it_is_back()
    {
        await using var world = await World.StartAsync();
        await world.StopExchangeAsync();

        (await world.Bot.RestAsync("gone")).Rule.ShouldBeOneOf("exchange-unreachable", "market-facts-unfit");
        (await RunAsync(world, "errors.mjs", "--only", "exchange-gone")).ShouldContain("ok exchange-gone");

        await world.StartExchangeAgainAsync();
        await world.Up.UntilAsync(async () => (await world.Bot.SendAsync("GET", "/api/v3/time")).Status == 200, "the exchange");
    }

    private static async Task<string> RunAsync(World world, string script, params string[] more)
    {
        var (exitCode, output) = await ClientScript.RunAsync(script, world.Up.Url, world.Bot.ApiKey, world.Bot.Secret, more);
        exitCode.ShouldBe(0, output + world.Up.Error);
        return output;
    }

    /// <summary>Nothing of the bot's credential reached the exchange.</summary>
    private static async Task CameWithTheRealKeyAsync(World world, long mark)
    {
        var reached = await world.ReachedAsync(mark);
        reached.Count(request => request.ApiKey == world.ExchangeApiKey).ShouldBeGreaterThan(2);
        reached.ShouldAllBe(request => request.ApiKey == null || request.ApiKey == world.ExchangeApiKey);
        reached.ShouldAllBe(request => !request.ToString().Contains(world.Bot.ApiKey) && request.Body.Length == 0);
    }
}
