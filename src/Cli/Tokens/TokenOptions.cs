using System.CommandLine;
using Countersign.Cli.Homes;
using Countersign.Core.Records.Tokens;

namespace Countersign.Cli.Tokens;

/// <summary>The options that name a key in a PKCS#11 token, the same wherever one is named.</summary>
internal sealed class TokenOptions
{
    private readonly Option<string?> _module = new("--module") { Description = "the token's PKCS#11 library; a file of root's", HelpName = "file" };
    private readonly Option<string?> _token = new("--token") { Description = "the token's label", HelpName = "label" };
    private readonly Option<string?> _key = new("--key") { Description = "the label of the key in it", HelpName = "label" };
    private readonly Option<string?> _keyId = new("--key-id") { Description = "the id of the key in it, where the label does not say enough", HelpName = "hex" };
    private readonly Option<string?> _softHsm = new("--softhsm-config") { Description = "SoftHSM's own configuration file", HelpName = "file" };

    private readonly Option<string[]> _paths = new("--token-path")
    {
        Description = "a device, file or folder that the library uses; may be given more than once", HelpName = "path",
    };

    internal void AddTo(Command command)
    {
        foreach (var option in new Option[] { _module, _token, _key, _keyId, _paths, _softHsm })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Null when no key in a token is named.</summary>
    /// <exception cref="CommandFailedException">It is named by half.</exception>
    internal TokenUri? Read(ParseResult parsed)
    {
        if (parsed.GetValue(_token) is not { } token)
        {
            return parsed.GetValue(_module) is null && parsed.GetValue(_key) is null && parsed.GetValue(_keyId) is null
                ? null
                : throw new CommandFailedException(ExitCode.Usage, "token", "no token is named", "name it by its label: --token LABEL");
        }

        if (parsed.GetValue(_module) is not { } module)
        {
            throw new CommandFailedException(
                ExitCode.Usage, "token", "the library of the token is not named", "for SoftHSM it is --module /usr/lib/softhsm/libsofthsm2.so");
        }

        return TokenUri.TryCreate(
            Path.GetFullPath(module), token, serial: "", parsed.GetValue(_key) ?? "", parsed.GetValue(_keyId) ?? "", out var uri, out var reason)
            ? uri
            : throw new CommandFailedException(ExitCode.Usage, "token", reason);
    }

    /// <summary>What the signer has to be started with for this key.</summary>
    internal TokenSettings Settings(ParseResult parsed, TokenUri uri) => new(
        [uri.Module],
        [.. (parsed.GetValue(_paths) ?? []).Select(Path.GetFullPath)],
        parsed.GetValue(_softHsm) is { } file ? Path.GetFullPath(file) : null);
}
