using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Countersign.Confinement.Measures;

/// <summary>
/// What a process got of its confinement, in the order of <see cref="MeasureName"/>. It travels to the supervisor in the <c>Ready</c> frame:
/// a line for each measure, <c>name state detail</c>.
/// </summary>
/// <param name="Measures">Each name at most once; those that do not concern the process are missing.</param>
public sealed record ConfinementReport(IReadOnlyList<Measure> Measures)
{
    private const int MaxLines = 64;

    /// <summary>Measures that could hold here and do not.</summary>
    public IEnumerable<Measure> Off => Measures.Where(static measure => measure.State == MeasureState.Off);

    /// <summary>Measures that the machine's kernel does not have.</summary>
    public IEnumerable<Measure> Impossible => Measures.Where(static measure => measure.State == MeasureState.Impossible);

    /// <summary>With more measures at the end.</summary>
    public ConfinementReport With(params IEnumerable<Measure> more) => new([.. Measures, .. more]);

    /// <summary>The form that <see cref="TryRead"/> takes.</summary>
    public string Write()
    {
        var text = new StringBuilder();
        foreach (var measure in Measures)
        {
            text.Append(measure.Key).Append(' ').Append(StateText(measure.State)).Append(' ').Append(measure.Detail).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Reads what a process said; false when it is anything else than <see cref="Write"/> makes.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out ConfinementReport? report)
    {
        report = null;
        var lines = text.Split('\n');
        if (lines.Length > MaxLines || lines[^1].Length > 0)
        {
            return false;
        }

        var measures = new List<Measure>();
        foreach (var line in lines.AsSpan(0, lines.Length - 1))
        {
            var parts = line.Split(' ', 3);
            if (parts.Length != 3 || !MeasureText.TryName(parts[0], out var name) || !TryState(parts[1], out var state)
                || measures.Exists(measure => measure.Name == name) || parts[2].Any(char.IsControl))
            {
                return false;
            }

            measures.Add(new Measure(name, state, parts[2]));
        }

        report = new ConfinementReport(measures);
        return true;
    }

    private static string StateText(MeasureState state) => state switch
    {
        MeasureState.On => "on",
        MeasureState.Off => "off",
        _ => "impossible",
    };

    private static bool TryState(string text, out MeasureState state)
    {
        (state, var known) = text switch
        {
            "on" => (MeasureState.On, true),
            "off" => (MeasureState.Off, true),
            "impossible" => (MeasureState.Impossible, true),
            _ => (default, false),
        };
        return known;
    }
}
