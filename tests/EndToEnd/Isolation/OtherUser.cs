using System.Diagnostics;

namespace Countersign.EndToEnd.Isolation;

/// <summary>Runs programs as a user without any right of root; only root can, so elsewhere the only user is whoever runs the tests.</summary>
internal static class OtherUser
{
    // Users that Debian always has and that run nothing.
    public const string Person = "nobody";
    public const string Signer = "games";
    public const string Gateway = "news";
    public const string Courier = "uucp";
    public const string Stranger = "bin";

    /// <summary>What `--users` is told.</summary>
    public const string OfProcesses = $"{Signer},{Gateway},{Courier}";

    /// <param name="user">By name; null for the user of the tests as it is.</param>
    /// <param name="program">By path.</param>
    /// <param name="arguments">The program's.</param>
    public static ProcessStartInfo Start(string? user, string program, params IEnumerable<string> arguments)
    {
        var start = user is null
            ? new ProcessStartInfo(program, arguments)
            : new ProcessStartInfo("setpriv", ["--reuid", user, "--regid", user == Person ? "nogroup" : user, "--clear-groups", "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs", program, .. arguments]);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.UseShellExecute = false;
        start.WorkingDirectory = "/";
        return start;
    }
}
