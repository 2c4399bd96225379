using System.Globalization;

namespace Countersign.Cli.Supervision;

/// <summary>How the signer of an <c>up</c> works, as far as the operator chooses.</summary>
/// <param name="ReceiveWindow">Milliseconds for which the exchange may take a signed request; null for the signer's own choice.</param>
/// <param name="IsStrict">Nothing is signed before its entry in the journal is on the disk.</param>
internal readonly record struct SignerChoices(int? ReceiveWindow, bool IsStrict)
{
    /// <summary>As the signer's arguments.</summary>
    public string[] ToArguments() =>
    [
        .. ReceiveWindow is { } window ? ["--recv-window", window.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(),
        .. IsStrict ? ["--strict"] : Array.Empty<string>(),
    ];
}
