namespace Countersign.Benchmarks;

/// <summary>The command line.</summary>
internal sealed record BenchOptions
{
    public const string Usage = "usage: ./bench [signer] [order] [hotpath] [token] [--quick] [--busy] [--json FILE]";

    /// <summary>The signer alone.</summary>
    public bool MeasuresSigner { get; private init; }

    /// <summary>An order from end to end.</summary>
    public bool MeasuresOrder { get; private init; }

    /// <summary>The signer's own steps, each alone.</summary>
    public bool MeasuresHotpath { get; private init; }

    /// <summary>A signature in memory against one in a token. Only where it is named: it needs SoftHSM.</summary>
    public bool MeasuresToken { get; private init; }

    /// <summary>A smoke run of seconds, whose figures say nothing.</summary>
    public bool IsQuick { get; private init; }

    /// <summary>Measures although other programs are part of the figures.</summary>
    public bool IsBusy { get; private init; }

    /// <summary>Where the results go for machines too.</summary>
    public string? JsonFile { get; private init; }

    /// <summary>What /proc/loadavg said before `./bench` built anything.</summary>
    public string? LoadBefore { get; private init; }

    /// <summary>As someone types it to repeat the run.</summary>
    public string Command => "./bench" + (MeasuresSigner ? " signer" : "") + (MeasuresOrder ? " order" : "") + (MeasuresHotpath ? " hotpath" : "")
        + (MeasuresToken ? " token" : "") + (IsQuick ? " --quick" : "") + (IsBusy ? " --busy" : "");

    /// <summary>Null for arguments that are not understood.</summary>
    public static BenchOptions? Read(ReadOnlySpan<string> arguments)
    {
        var options = new BenchOptions();
        while (!arguments.IsEmpty)
        {
            var taken = 1;
            switch (arguments)
            {
                case ["signer", ..]:
                    options = options with { MeasuresSigner = true };
                    break;
                case ["order", ..]:
                    options = options with { MeasuresOrder = true };
                    break;
                case ["hotpath", ..]:
                    options = options with { MeasuresHotpath = true };
                    break;
                case ["token", ..]:
                    options = options with { MeasuresToken = true };
                    break;
                case ["--quick", ..]:
                    options = options with { IsQuick = true };
                    break;
                case ["--busy", ..]:
                    options = options with { IsBusy = true };
                    break;
                case ["--json", var file, ..]:
                    options = options with { JsonFile = file };
                    taken = 2;
                    break;
                case ["--load-before", var load, ..]:
                    options = options with { LoadBefore = load };
                    taken = 2;
                    break;
                default:
                    return null;
            }

            arguments = arguments[taken..];
        }

        return options.MeasuresSigner || options.MeasuresOrder || options.MeasuresHotpath || options.MeasuresToken
            ? options
            : options with { MeasuresSigner = true, MeasuresOrder = true, MeasuresHotpath = true };
    }
}
