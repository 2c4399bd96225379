using System.Diagnostics;
using System.Text;
using Countersign.EndToEnd.Clients;
using Countersign.EndToEnd.Worlds;
using Shouldly;
using Xunit;

namespace Countersign.EndToEnd.Memory;

/// <summary>Reads the memory of every process after it has worked, and every file: a secret is where the threat model says, and nowhere else.</summary>
public sealed class MemoryTests
{
    [Fact]
    public async Task The_search_finds_what_was_planted_in_another_process()
    {
        var planted = Guid.NewGuid().ToString("N");
        using var cat = Process.Start(new ProcessStartInfo("cat") { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false })!;
        await cat.StandardInput.WriteLineAsync(planted);
        await cat.StandardInput.FlushAsync();
        (await cat.StandardOutput.ReadLineAsync()).ShouldBe(planted);

        Found(cat.Id, Secret.OfText("planted", planted)).ShouldBe(["planted"]);
        Found(cat.Id, Secret.OfText("another", Guid.NewGuid().ToString("N"))).ShouldBeEmpty();

        cat.StandardInput.Close();
        await cat.WaitForExitAsync();
    }

    [Theory]
    [InlineData("ed25519")]
    [InlineData("rsa")]
    [InlineData("hmac")]
    public async Task Secrets_are_in_no_process_and_no_file_where_they_do_not_belong(string type)
    {
        // 1. A world whose every secret is known, and that has worked: answers came back, refusals too, and an unknown outcome.
        var known = await KnownKey.MakeAsync(type);
        await using var world = await World.StartAsync(known.Import);
        await using var bot = await ClientBot.StartAsync(world, "bot.mjs");
        await WorkAsync(world);

        // 2. What may be nowhere but in the signer, what nobody keeps, and what only signer and courier see.
        var hmac = world.ExchangeSecret is { } made ? [Secret.OfText("the HMAC secret", made)] : Array.Empty<Secret>();
        Secret[] keys = [.. known.Secrets, .. hmac];
        var passphrase = Secret.OfText("the passphrase", world.Passphrase);
        var botSecret = Secret.OfText("the bot's secret", world.Bot.Secret);
        var exchangeKeyId = Secret.OfText("the exchange's key id", world.ExchangeApiKey);
        var signatures = await SignaturesAsync(world);
        var vault = VaultKeys.Open(world.Place.Home, world.Passphrase);
        Secret[] unlocking = [passphrase, .. vault.FromPassphrase];

        // 3. Of the signer the kernel shows nobody the secret pages, and outside of them are only the numbers that OpenSSL computes with. On a kernel
        // without such pages the search finds the keys. The passphrase and what it unlocks with it has forgotten.
        var ids = world.Up.ProcessIds();
        var isHidden = ProcessMemory.HasSecretPages(ids["signer"]);
        if (known.InUse is { } inUse)
        {
            Found(ids["signer"], inUse).ShouldBe(isHidden && type != "rsa" ? [] : [inUse.Name]);
        }

        Found(ids["signer"], vault.DataKey).ShouldBe(isHidden ? [] : [vault.DataKey.Name]);
        Found(ids["signer"], [.. unlocking, .. isHidden && type != "rsa" ? keys : []]).ShouldBeEmpty("in the signer");

        // 4. The others do not.
        Found(ids["gateway"], [.. keys, vault.DataKey, .. unlocking, botSecret, exchangeKeyId, .. signatures]).ShouldBeEmpty("in the gateway");
        Found(ids["supervisor"], [.. keys, vault.DataKey, .. unlocking, botSecret, .. signatures]).ShouldBeEmpty("in the supervisor");
        Found(ids["courier"], [.. keys, vault.DataKey, .. unlocking, botSecret]).ShouldBeEmpty("in the courier");
        Found(bot.ProcessId, [.. keys, vault.DataKey, .. unlocking, exchangeKeyId, .. signatures]).ShouldBeEmpty("in the bot");
        Found(bot.ProcessId, botSecret).ShouldBe([botSecret.Name]);

        // 5. Nor does anything that is written, said, or shown of the processes.
        Secret[] all = [.. keys, vault.DataKey, .. unlocking, botSecret, .. signatures];
        FoundInFiles(world.Place.Home, all).ShouldBeEmpty();
        FoundIn(Encoding.UTF8.GetBytes(string.Concat(world.Said) + world.Up.Output + world.Up.Error), all).ShouldBeEmpty("in what was said");
        foreach (var (name, id) in ids)
        {
            FoundIn(await File.ReadAllBytesAsync($"/proc/{id}/cmdline"), all).ShouldBeEmpty("in the arguments of the " + name);
            FoundIn(await File.ReadAllBytesAsync($"/proc/{id}/environ"), all).ShouldBeEmpty("in the environment of the " + name);
        }
    }

    private static async Task WorkAsync(World world)
    {
        await world.Sandbox.Control.SetLimitsAsync(weightPerMinute: 1_000_000, ordersPer10s: 100_000, ordersPerDay: 1_000_000);
        for (var i = 0; i < 60; i++)
        {
            (await world.Bot.RestAsync($"work-{i}", quantity: "0.0002", price: "50000")).Status.ShouldBe(200);
            (await world.Bot.SignedAsync("DELETE", "/api/v3/order", $"symbol=BTCUSDT&origClientOrderId=work-{i}")).Status.ShouldBe(200);
            (await world.Bot.SignedAsync("GET", "/api/v3/account")).Status.ShouldBe(200);
            (await world.Bot.SignedAsync("POST", "/sapi/v1/capital/withdraw/apply", "coin=BTC&address=a&amount=1")).Rule.ShouldBe("never-signed");
        }

        await world.Sandbox.Control.AddFaultAsync("status-after", "POST", "/api/v3/order");
        (await world.Bot.RestAsync("asked-after", quantity: "0.0002", price: "50000")).Status.ShouldBe(200);
    }

    private static async Task<Secret[]> SignaturesAsync(World world)
    {
        var values = (await world.ReachedAsync(0))
            .SelectMany(static request => request.Parameters)
            .Where(static parameter => parameter.Name == "signature")
            .Select(static parameter => parameter.Value)
            .TakeLast(150).ToArray();
        values.Length.ShouldBe(150);
        return [.. values.SelectMany(static value => new[]
        {
            Secret.OfText("a signature", value), Secret.OfText("a signature", Uri.EscapeDataString(value)), Secret.OfBytes("a signature", BytesOf(value)),
        })];
    }

    private static byte[] BytesOf(string signature) =>
        signature.All(char.IsAsciiHexDigit) ? Convert.FromHexString(signature) : Convert.FromBase64String(signature);

    private static IReadOnlySet<string> Found(int processId, params Secret[] secrets)
    {
        var (found, read) = ProcessMemory.Search(processId, new SecretSearch(secrets));
        read.ShouldBeGreaterThan(100_000, "hardly any memory was read");
        return found;
    }

    private static HashSet<string> FoundIn(byte[] bytes, Secret[] secrets)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        new SecretSearch(secrets).Find(bytes, found);
        return found;
    }

    private static string[] FoundInFiles(string folder, Secret[] secrets)
    {
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(static file => new FileInfo(file).Length > 0).ToArray();
        files.ShouldContain(file => Path.GetFileName(file) == "vault.db");
        return [.. files.SelectMany(file => FoundIn(ReadShared(file), secrets).Select(name => $"{name} in {file}"))];
    }

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
