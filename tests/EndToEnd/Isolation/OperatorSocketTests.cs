using System.Text;
using Countersign.Channels;
using Countersign.Core.Frames;
using Countersign.EndToEnd.Worlds;
using Countersign.Vault;
using Shouldly;
using Xunit;

namespace Countersign.EndToEnd.Isolation;

/// <summary>The one socket with a path: who gets through it, and what he can do without the passphrase.</summary>
public sealed class OperatorSocketTests
{
    private const UnixFileMode Everybody = (UnixFileMode)0x1FF;

    // Connects, and says whether the other end stays open for two seconds.
    private const string Connect = """
        use Socket; socket(S, AF_UNIX, SOCK_SEQPACKET, 0) or die; connect(S, sockaddr_un($ARGV[0])) or do { print "none"; exit };
        vec($r, fileno(S), 1) = 1; print select($r, undef, undef, 2) ? "closed" : "open";
        """;

    [Fact]
    public async Task Another_user_gets_no_connection_even_where_somebody_opened_the_folders()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root becomes another user");
        await using var household = await Household.OfServerAsync();
        var socket = Path.Combine(household.Place.Home, "run", "operator.sock");
        (await ConnectAsync(null, socket)).ShouldBe("open");
        (await ConnectAsync(OtherUser.Gateway, socket)).ShouldBe("none");
        (await ConnectAsync(OtherUser.Signer, socket)).ShouldBe("none");

        foreach (var path in new[] { household.Place.Home, Path.GetDirectoryName(socket)!, socket })
        {
            File.SetUnixFileMode(path, Everybody);
        }

        (await ConnectAsync(null, socket)).ShouldBe("open");
        foreach (var user in new[] { OtherUser.Signer, OtherUser.Gateway, OtherUser.Courier, OtherUser.Stranger })
        {
            (await ConnectAsync(user, socket)).ShouldBe("closed", user);
        }

        household.Up.Error.ShouldContain("refused a connection of user");
    }

    [Fact]
    public async Task No_other_socket_of_the_processes_has_a_name()
    {
        await using var household = await Household.OfPersonAsync();
        var names = (await File.ReadAllLinesAsync("/proc/net/unix")).Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(static columns => columns.Length > 7).ToLookup(static columns => columns[6], static columns => columns[7], StringComparer.Ordinal);
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root sees the sockets of a process that closed itself");

        var named = household.Up.ProcessIds().Values
            .SelectMany(static id => Directory.EnumerateFileSystemEntries($"/proc/{id}/fd").Select(static entry => new FileInfo(entry).LinkTarget ?? ""))
            .Where(static target => target.StartsWith("socket:[", StringComparison.Ordinal))
            .SelectMany(target => names[target["socket:[".Length..^1]]).Distinct(StringComparer.Ordinal).ToArray();

        named.ShouldHaveSingleItem().ShouldEndWith("operator.sock");
    }

    [Fact]
    public async Task Nothing_is_loosened_without_the_passphrase()
    {
        await using var world = await World.StartAsync();
        var wrong = world.Place.Write("wrong", "not the passphrase\n");
        var policy = world.Place.Write("looser.json", World.Policy.Replace("\"1000\"", "\"100000\"", StringComparison.Ordinal));
        var secret = world.Place.Write("imported", new string('s', 64));
        string[][] loosening =
        [
            ["bot", "add", "other", "--key", World.Key, "--policy", policy],
            ["key", "generate", "second"],
            ["key", "import", "third", "--type", "hmac", "--api-key", new string('k', 64), "--secret-file", secret],
            ["key", "activate", World.Key],
            ["unlock"],
        ];
        foreach (var command in loosening)
        {
            (await CommandLine.RunAsync(CommandLine.Start(world.Place, [.. command, "--passphrase-file", wrong]))).ExitCode.ShouldBe(3, string.Join(' ', command));
        }

        (await AskWithoutPassphraseAsync(world)).ShouldNotContain("done");
        (await world.RunAsync("bot", "list", "--json")).Output.ShouldNotContain("\"other\"");

        // The same commands with it: what kept them out was the passphrase alone. What tightens needs none.
        (await world.RunAsync(loosening[0])).Succeeded();
        (await world.RunAsync(loosening[1])).Succeeded();
        (await world.RunAsync(loosening[2])).Succeeded();
        (await world.RunAsync(loosening[4])).Succeeded();
        (await CommandLine.RunAsync(CommandLine.Start(world.Place, "bot", "revoke", "other"))).Succeeded();
    }

    /// <summary>What the signer answers to frames that bring no passphrase at all, each over a connection of its own.</summary>
    private static async Task<IReadOnlyList<string>> AskWithoutPassphraseAsync(World world)
    {
        byte[] header;
        using (var vault = SqliteVault.Open(Path.Combine(world.Place.Home, "vault.db")))
        {
            header = vault.ReadHeader()!;
        }

        return await Task.Run(() => (string[])
        [
            Ask(world, channel => channel.Send(new CreateVault { MemoryKibibytes = 65_536, Passes = 3, Token = [] })),
            Ask(world, channel => channel.Send(new Unlock { Header = header, Checkpoint = [] })),
            Ask(world, channel => channel.Send(new GenerateKey
            {
                Header = header, DataKey = [], Owner = "self"u8, Name = "stolen"u8, KeyType = "ed25519"u8, Exchange = Encoding.UTF8.GetBytes(world.Sandbox.Url),
            })),
            Ask(world, channel => channel.Send(new AddBot { Header = header, DataKey = [], KeyRecord = [], Name = "stolen"u8, Policy = Encoding.UTF8.GetBytes(World.Policy) })),
        ]);
    }

    private static string Ask(World world, Action<Channel> send)
    {
        using var channel = OperatorSocket.TryConnect(Path.Combine(world.Place.Home, "run", "operator.sock")).ShouldNotBeNull();
        send(channel);
        var answer = new byte[Frame.MaxLength];
        using var descriptors = new ReceivedDescriptors();
        var length = channel.Receive(answer, descriptors);
        return length == 0 ? "closed" : Frame.TryRead<Done>(answer.AsSpan(0, length), out _) ? "done" : "failed";
    }

    private static async Task<string> ConnectAsync(string? user, string socket) =>
        (await CommandLine.RunAsync(OtherUser.Start(user, "perl", "-e", Connect, socket))).Succeeded().Output;
}
