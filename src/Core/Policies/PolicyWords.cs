using System.Diagnostics;

namespace Countersign.Core.Policies;

/// <summary>How a policy's values are written.</summary>
internal static class PolicyWords
{
    /// <summary>Format of a decimal: all its digits, no exponent, no needless zeros.</summary>
    public const string Decimal = "0.############################";

    public static string ToText(PolicyTask task) => task switch
    {
        PolicyTask.ReadOnly => "read-only",
        PolicyTask.SpotTrading => "spot-trading",
        _ => throw new UnreachableException(),
    };
}
