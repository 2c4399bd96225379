using Countersign.Cli.Homes;
using Countersign.Core.Frames;

namespace Countersign.Cli.Supervision;

/// <summary>What to start for a peer.</summary>
/// <param name="Peer">Who it is to the others.</param>
/// <param name="Path">The executable.</param>
/// <param name="Arguments">Beside <c>--control</c>.</param>
internal sealed record ChildProgram(Peer Peer, string Path, IReadOnlyList<string> Arguments)
{
    internal string Name => NameOf(Peer);

    internal static string NameOf(Peer peer) => peer switch
    {
        Peer.Signer => "signer",
        Peer.Gateway => "gateway",
        Peer.Courier => "courier",
        Peer.Supervisor => "supervisor",
        _ => "operator",
    };

    /// <param name="journal">The signer's own folder.</param>
    /// <param name="exchange">What it signs for.</param>
    /// <param name="choices">How it works; nothing for the signer's own choices.</param>
    /// <param name="tokens">What it may reach in order to use tokens.</param>
    internal static ChildProgram Signer(string journal, string exchange, SignerChoices choices = default, TokenSettings? tokens = null) =>
        new(Peer.Signer, ChildEnvironment.ProgramOf("Signer"), [
            "--journal", journal, "--exchange", exchange,
            .. choices.ToArguments(),
            .. tokens?.ToArguments() ?? []]);

    internal static ChildProgram Courier(string exchange) =>
        new(Peer.Courier, ChildEnvironment.ProgramOf("Courier"), ["--exchange", exchange]);

    internal static ChildProgram Gateway(string listen, string exchange, IReadOnlyList<string> tls) =>
        new(Peer.Gateway, ChildEnvironment.ProgramOf("Gateway"), ["--listen", listen, "--exchange", exchange, .. tls]);
}
