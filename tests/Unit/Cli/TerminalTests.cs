using System.Text;
using System.Text.Json;
using Countersign.Cli.Supervision;
using Countersign.Cli.Terminal;
using Countersign.Cli;
using Countersign.Confinement;
using Countersign.Core.Names;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Cli;

public sealed class TerminalTests
{
    private static readonly BotName Bot = BotName.Parse("mm");
    private static readonly KeyName Key = KeyName.Parse("main");
    private static readonly string ApiKey = new('A', 64);
    private static readonly string Secret = new('s', 64);

    [Fact]
    public void A_bots_credential_comes_as_the_lines_of_its_environment_file()
    {
        var text = Print(ApiKey + Secret, asJson: false, out var left);
        text.ShouldBe($"BINANCE_API_KEY={ApiKey}\nBINANCE_API_SECRET={Secret}\nBINANCE_BASE_URL=http://127.0.0.1:8780\n");
        left.ShouldAllBe(octet => octet == 0);
    }

    [Fact]
    public void A_bots_credential_comes_as_one_line_of_json()
    {
        var text = Print(ApiKey + Secret, asJson: true, out _);
        text.TrimEnd('\n').ShouldNotContain('\n');
        using var json = JsonDocument.Parse(text);
        json.RootElement.GetProperty("apiKey").GetString().ShouldBe(ApiKey);
        json.RootElement.GetProperty("secret").GetString().ShouldBe(Secret);
        json.RootElement.GetProperty("bot").GetString().ShouldBe("mm");
        json.RootElement.GetProperty("key").GetString().ShouldBe("main");
        json.RootElement.GetProperty("baseUrl").GetString().ShouldBe("http://127.0.0.1:8780");
    }

    [Theory]
    [InlineData("too short")]
    [InlineData("\"")]
    [InlineData("\n")]
    public void What_is_no_credential_is_not_printed(string wrong) =>
        Should.Throw<CommandFailedException>(() => Print(wrong.Length == 1 ? wrong + ApiKey[1..] + Secret : wrong, asJson: true, out _));

    [Fact]
    public void Words_of_a_process_come_line_by_line_under_its_name_and_cannot_steer_the_terminal()
    {
        List<string> lines = [];
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("one\ntwo \u001b[2Jthree\r\n\ngateway: said itself\nlast"));
        LineRelay.Run(stream, "gateway", lines.Add);
        lines.ShouldBe(["gateway: one", "gateway: two  [2Jthree", "gateway: ", "gateway: said itself", "gateway: last"]);
    }

    [Fact]
    public void A_line_without_end_is_cut()
    {
        List<string> lines = [];
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(new string('x', 1_000_000)));
        LineRelay.Run(stream, "gateway", lines.Add);
        lines.ShouldHaveSingleItem().Length.ShouldBeLessThan(2100);
    }

    [Fact]
    public void A_program_is_looked_for_beside_our_own_folder()
    {
        using var folder = new TemporaryFolder();
        var own = folder.File("bin/Cli/release/");
        var program = folder.File("bin/Signer/release/Countersign.Signer");
        Directory.CreateDirectory(own);
        Should.Throw<CommandFailedException>(() => ChildEnvironment.ProgramOf("Signer", own)).Message.ShouldContain(program);
        Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        File.WriteAllText(program, "");
        ChildEnvironment.ProgramOf("Signer", own).ShouldBe(program);
    }

    [Fact]
    public void The_processes_get_six_variables_and_none_of_ours() =>
        CleanEnvironment.Variables.Keys.Order(StringComparer.Ordinal)
            .ShouldBe(
            [
                "DOTNET_EnableDiagnostics", "DOTNET_GCgen0size", "DOTNET_ROOT", "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "DOTNET_gcServer", "LANG",
            ]);

    private static string Print(string credential, bool asJson, out byte[] left)
    {
        var bytes = Encoding.ASCII.GetBytes(credential);
        using var output = new MemoryStream();
        BotCredentialPrinter.PrintAndWipe(bytes, Bot, Key, "http://127.0.0.1:8780", asJson, output);
        left = bytes;
        return Encoding.ASCII.GetString(output.ToArray());
    }
}
