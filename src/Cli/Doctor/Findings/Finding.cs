using Countersign.Confinement.Measures;

namespace Countersign.Cli.Doctor.Findings;

/// <summary>One measure, of the machine or of one process, and whether it holds.</summary>
/// <param name="Part">A process by name, or machine, users, home, service, libraries.</param>
/// <param name="Name">Kebab-case, unique within its part.</param>
/// <param name="State">On, off, or impossible here.</param>
/// <param name="Seen">What that was judged by; may be empty.</param>
/// <param name="Why">What is lost without it.</param>
/// <param name="Remedy">How to turn it on.</param>
internal sealed record Finding(string Part, string Name, MeasureState State, string Seen, string Why, string Remedy)
{
    internal bool IsOff => State == MeasureState.Off;

    internal string StateText => State switch
    {
        MeasureState.On => "on",
        MeasureState.Off => "off",
        _ => "impossible",
    };

    internal static Finding Of(string process, Measure measure) =>
        new(process, measure.Key, measure.State, measure.Detail, measure.Why, measure.Remedy);
}
