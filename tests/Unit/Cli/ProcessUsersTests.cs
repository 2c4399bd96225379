using Countersign.Cli;
using Countersign.Cli.Users;
using Countersign.Core.Frames;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Cli;

public sealed class ProcessUsersTests
{
    private static readonly Dictionary<string, (uint, uint)> Known = new(StringComparer.Ordinal)
    {
        ["a"] = (11, 21), ["b"] = (12, 22), ["c"] = (13, 23), ["root"] = (0, 0), ["alias"] = (11, 29),
        ["countersign-signer"] = (101, 201), ["countersign-gateway"] = (102, 202), ["countersign-courier"] = (103, 203),
    };

    [Fact]
    public void Root_gives_each_process_the_user_of_its_name()
    {
        var users = ProcessUsers.Resolve(said: null, isRoot: true, Find);

        users.AreOwn.ShouldBeTrue();
        users.Of(Peer.Signer).ShouldBe(new Account("countersign-signer", 101, 201));
        users.Of(Peer.Gateway).ShouldBe(new Account("countersign-gateway", 102, 202));
        users.Of(Peer.Courier).ShouldBe(new Account("countersign-courier", 103, 203));
        users.Of(Peer.Supervisor).ShouldBeNull();
    }

    [Fact]
    public void Other_users_are_named_in_the_order_of_the_processes() =>
        ProcessUsers.Resolve("a,b,c", isRoot: true, Find).Of(Peer.Gateway).ShouldBe(new Account("b", 12, 22));

    [Fact]
    public void Where_the_usual_users_are_missing_root_runs_all_itself_and_they_are_named()
    {
        var users = ProcessUsers.Resolve(said: null, isRoot: true, name => name == "countersign-gateway" ? null : Find(name));

        users.AreOwn.ShouldBeFalse();
        users.Missing.ShouldBe(["countersign-gateway"]);
        users.Of(Peer.Signer).ShouldBeNull();
    }

    [Theory]
    [InlineData("a,b")]
    [InlineData("a,b,b")]
    [InlineData("a,b,c,root")]
    [InlineData("a,b,unknown")]
    [InlineData("a,b,root")]
    [InlineData("a,b,alias")]
    [InlineData("")]
    public void Refuses_what_would_not_keep_the_processes_apart(string said) =>
        Should.Throw<CommandFailedException>(() => ProcessUsers.Resolve(said, isRoot: true, Find)).ExitCode.ShouldBe(ExitCode.Usage);

    [Fact]
    public void Nobody_but_root_names_users() =>
        Should.Throw<CommandFailedException>(() => ProcessUsers.Resolve("a,b,c", isRoot: false, Find)).ExitCode.ShouldBe(ExitCode.Usage);

    [Theory]
    [InlineData(null, false)]
    [InlineData("none", false)]
    [InlineData("none", true)]
    public void Else_all_run_as_whoever_starts_them(string? said, bool isRoot)
    {
        var users = ProcessUsers.Resolve(said, isRoot, Find);

        users.AreOwn.ShouldBeFalse();
        users.Missing.ShouldBeEmpty();
    }

    [Fact]
    public void Finds_the_users_of_this_machine()
    {
        NativeUsers.Find("root").ShouldBe((0u, 0u));
        NativeUsers.Find("no-such-user-here").ShouldBeNull();
    }

    private static (uint, uint)? Find(string name) => Known.TryGetValue(name, out var ids) ? ids : null;
}
