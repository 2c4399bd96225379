using System.Diagnostics;
using Countersign.EndToEnd.Worlds;

namespace Countersign.EndToEnd.Tokens;

/// <summary>A SoftHSM token in the folder of a test, made by SoftHSM's and OpenSC's own tools.</summary>
internal sealed class SoftToken
{
    public const string Label = "hsm";
    public const string Pin = "123456";
    private const string Module = "/usr/lib/softhsm/libsofthsm2.so";

    private readonly string _folder;
    private readonly string _configuration;

    private SoftToken(Place place)
    {
        _folder = Directory.CreateDirectory(Path.Combine(place.Folder, "tokens")).FullName;
        _configuration = place.Write("softhsm2.conf", $"directories.tokendir = {_folder}\nobjectstore.backend = file\nlog.level = ERROR\n");
        PinFile = place.Write("pin", Pin + "\n");
    }

    public string PinFile { get; }

    /// <summary>What a command needs to find a key in it.</summary>
    public string[] Naming(string key) =>
        ["--module", Module, "--token", Label, "--key", key, "--token-path", _folder, "--softhsm-config", _configuration];

    public static async Task<SoftToken> MakeAsync(Place place)
    {
        var token = new SoftToken(place);
        await token.RunAsync("softhsm2-util", "--init-token", "--free", "--label", Label, "--pin", Pin, "--so-pin", "12345678");
        return token;
    }

    /// <summary>Makes a key pair in it.</summary>
    /// <param name="label">Of the key.</param>
    /// <param name="type">As pkcs11-tool calls it: `rsa:2048`, `EC:edwards25519`.</param>
    /// <param name="id">In hexadecimal.</param>
    public Task MakeKeyAsync(string label, string type, string id) => RunAsync(
        "pkcs11-tool", "--module", Module, "--token-label", Label, "--login", "--pin", Pin, "--keypairgen", "--key-type", type, "--label", label, "--id", id);

    /// <summary>Takes it away.</summary>
    public void Remove() => Directory.Move(_folder, _folder + "-away");

    private async Task RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments);
        start.Environment["SOFTHSM2_CONF"] = _configuration;
        (await CommandLine.RunAsync(start)).Succeeded();
    }
}
