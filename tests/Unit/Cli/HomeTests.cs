using Countersign.Cli;
using Countersign.Cli.Homes;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Cli;

public sealed class HomeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("/said", "/variable", "/data", "/user", "/said")]
    [InlineData(null, "/variable", "/data", "/user", "/variable")]
    [InlineData(null, null, "/data", "/user", "/data/countersign")]
    [InlineData(null, null, null, "/user", "/user/.local/share/countersign")]
    [InlineData("", "", "", "/user", "/user/.local/share/countersign")]
    [InlineData(null, null, "relative/data", "/user", "/user/.local/share/countersign")]
    public void Is_what_was_said_then_the_variable_then_the_data_directory(
        string? said, string? variable, string? data, string? user, string expected) =>
        Home.Resolve(said, Environment(variable, data, user)).Folder.ShouldBe(expected);

    [Fact]
    public void A_relative_home_is_made_absolute_because_the_processes_run_elsewhere() =>
        Home.Resolve("here", Environment(null, null, null)).Folder.ShouldBe(Path.GetFullPath("here"));

    [Fact]
    public void Without_anything_that_names_one_the_next_step_is_named()
    {
        var failure = Should.Throw<CommandFailedException>(() => Home.Resolve(null, Environment(null, null, null)));
        failure.ExitCode.ShouldBe(ExitCode.Usage);
        failure.Hint.ShouldContain("--home");
    }

    [Fact]
    public void Its_folders_are_for_their_user_only()
    {
        var home = new Home(_folder.File("home"));
        home.Create();
        Directory.EnumerateDirectories(home.Folder).Append(home.Folder)
            .ShouldAllBe(folder => File.GetUnixFileMode(folder) == (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
    }

    [Fact]
    public void A_home_that_others_can_enter_is_refused()
    {
        var home = new Home(_folder.File("home"));
        Directory.CreateDirectory(home.Folder);
        File.SetUnixFileMode(home.Folder, (UnixFileMode)0b111_101_101);
        var failure = Should.Throw<CommandFailedException>(home.Create);
        failure.Code.ShouldBe("home-open-to-others");
        failure.Hint.ShouldContain("chmod 700");
    }

    [Fact]
    public void One_at_a_time_has_its_lock()
    {
        var home = new Home(_folder.File("home"));
        home.Create();
        using (HomeLock.TryTake(home).ShouldNotBeNull())
        {
            HomeLock.TryTake(home).ShouldBeNull();
        }

        using var again = HomeLock.TryTake(home).ShouldNotBeNull();
    }

    [Fact]
    public void Settings_are_read_as_they_were_written()
    {
        var home = new Home(_folder.File("home"));
        home.Create();
        Settings.Read(home).Exchange.ShouldBe("live");
        new Settings("testnet").Write(home);
        Settings.ExchangeOr(said: null, home).Value.ShouldBe("testnet");
        Settings.ExchangeOr("live", home).Value.ShouldBe("live");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"exchange\": \"nowhere\"}")]
    [InlineData("{\"exchange\": \"live\", \"exhcange\": \"testnet\"}")]
    [InlineData("{\"exchange\": \"live\", \"exchange\": \"testnet\"}")]
    public void Settings_that_are_not_understood_are_refused_by_name(string text)
    {
        var home = new Home(_folder.File("home"));
        home.Create();
        File.WriteAllText(home.SettingsFile, text);
        Should.Throw<CommandFailedException>(() => Settings.Read(home)).Message.ShouldContain("settings.json");
    }

    [Fact]
    public void What_up_says_is_read_back_and_half_of_it_is_nothing()
    {
        var home = new Home(_folder.File("home"));
        home.Create();
        UpFile.TryRead(home).ShouldBeNull();
        new UpFile(
            "http://127.0.0.1:1", "live", new Dictionary<string, int> { ["signer"] = 7 },
            new Dictionary<string, IReadOnlyList<string>> { ["signer"] = ["undumpable on ", "files off no Landlock"] }).Write(home);
        var read = UpFile.TryRead(home).ShouldNotBeNull();
        read.Url.ShouldBe("http://127.0.0.1:1");
        read.Pids["signer"].ShouldBe(7);
        read.ReportOf("signer").ShouldNotBeNull().Off.Single().Detail.ShouldBe("no Landlock");
        read.ReportOf("gateway").ShouldBeNull();
        File.WriteAllText(home.UpFile, "{\"url\":");
        UpFile.TryRead(home).ShouldBeNull();
    }

    private static Func<string, string?> Environment(string? variable, string? data, string? user) => name => name switch
    {
        "COUNTERSIGN_HOME" => variable,
        "XDG_DATA_HOME" => data,
        "HOME" => user,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no other variable is read"),
    };
}
