using System.Diagnostics;

namespace Countersign.Signer;

/// <summary>
/// Where a test may end the process or work inside it: named points on an order's way. The program that is shipped contains neither the
/// calls nor an implementation; both are compiled only into the variant in <c>tests/Probed</c>.
/// </summary>
internal static partial class Probe
{
    /// <summary>The process is confined and has no secret yet.</summary>
    /// <param name="folder">The signer's own.</param>
    [Conditional("TEST_ENTRY")]
    public static void Confined(string folder) => Begin(folder);

    /// <summary>This step was passed: <c>reserved</c>, <c>journaled</c>, <c>synced</c>, <c>signed</c>, <c>handed-over</c>, <c>answered</c>.</summary>
    [Conditional("TEST_ENTRY")]
    public static void At(string step) => Pass(step);

    static partial void Begin(string folder);

    static partial void Pass(string step);
}
