using System.ComponentModel;
using Countersign.Channels;

namespace Countersign.Cli.Operating;

/// <summary>
/// Where the passphrase comes from: a file, standard input or the terminal. Only its descriptor is ever opened here and passed on; the
/// signer reads it.
/// </summary>
/// <param name="file">A path, <c>-</c> for standard input, or null for the terminal.</param>
internal sealed class PassphraseSource(string? file)
{
    /// <summary>As it was named; null is the terminal.</summary>
    internal string? File => file;

    /// <summary>True when it can be read again without a person: after a restart the signer is unlocked from it.</summary>
    internal bool IsRepeatable { get; private set; }

    /// <summary>A descriptor to pass to the signer; the caller closes it.</summary>
    /// <exception cref="CommandFailedException">It cannot be opened, or there is no terminal.</exception>
    internal Descriptor Open()
    {
        if (file is null)
        {
            return Descriptor.OpenTerminal() ?? throw new CommandFailedException(
                ExitCode.Passphrase, "no-terminal", "the passphrase is needed and there is no terminal to ask on",
                "name a file that holds it with --passphrase-file, or '-' for standard input");
        }

        var opened = OpenFile(file, "passphrase", "--passphrase-file");
        IsRepeatable = file != "-" && Native.CanSeek(opened);
        return opened;
    }

    /// <summary>The descriptors for a passphrase that is being chosen: a person types it twice, so the terminal goes along twice.</summary>
    /// <exception cref="CommandFailedException">It cannot be opened, or there is no terminal.</exception>
    internal Descriptor[] OpenForChoice() => file is null ? [Open(), Open()] : [Open()];

    /// <summary>A descriptor for the PIN of a token, which only the signer reads.</summary>
    /// <param name="path">A file, <c>-</c> for standard input, or null for the terminal.</param>
    /// <exception cref="CommandFailedException">It cannot be opened, or there is no terminal.</exception>
    internal static Descriptor OpenPin(string? path) => path is not null
        ? OpenFile(path, "pin", "--pin-file")
        : Descriptor.OpenTerminal() ?? throw new CommandFailedException(
            ExitCode.Failed, "no-terminal", "the PIN is needed and there is no terminal to ask on", "name a file that holds it with --pin-file");

    /// <summary>Opens a file whose bytes only the signer reads; <c>-</c> is standard input.</summary>
    /// <exception cref="CommandFailedException">It cannot be opened.</exception>
    internal static Descriptor OpenFile(string path, string what, string option)
    {
        try
        {
            return path == "-" ? Descriptor.Duplicate(0) : Descriptor.OpenForReading(path);
        }
        catch (Win32Exception exception)
        {
            throw new CommandFailedException(
                option == "--passphrase-file" ? ExitCode.Passphrase : ExitCode.Failed,
                what + "-file", $"the {what} file {path} cannot be opened: {exception.Message}", $"name a readable file with {option}");
        }
    }
}
