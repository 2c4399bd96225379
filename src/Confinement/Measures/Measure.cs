namespace Countersign.Confinement.Measures;

/// <summary>One measure of one process, as it found it after it had confined itself.</summary>
/// <param name="Name">Which.</param>
/// <param name="State">Whether it holds.</param>
/// <param name="Detail">What was seen, such as the kernel's version of it or the reason why it is off; may be empty. One line.</param>
public sealed record Measure(MeasureName Name, MeasureState State, string Detail = "")
{
    /// <summary>The name as it stands on the wire and in <c>--json</c>.</summary>
    public string Key => MeasureText.KeyOf(Name);

    /// <summary>What is lost without it, in one clause.</summary>
    public string Why => MeasureText.Of(Name).Why;

    /// <summary>How to turn it on, in one clause.</summary>
    public string Remedy => MeasureText.Of(Name).Remedy;
}
