namespace Countersign.Benchmarks;

/// <summary>The command line.</summary>
internal sealed record BenchOptions
{
    public const string Usage = "usage: ./bench [--quick] [--json FILE]";

    /// <summary>A smoke run of seconds, whose figures say nothing.</summary>
    public bool IsQuick { get; private init; }

    /// <summary>Where the results go for machines too.</summary>
    public string? JsonFile { get; private init; }

    /// <summary>What /proc/loadavg said before `./bench` built anything.</summary>
    public string? LoadBefore { get; private init; }

    /// <summary>Null for arguments that are not understood.</summary>
    public static BenchOptions? Read(ReadOnlySpan<string> arguments)
    {
        var options = new BenchOptions();
        while (!arguments.IsEmpty)
        {
            switch (arguments)
            {
                case ["--quick", ..]:
                    options = options with { IsQuick = true };
                    arguments = arguments[1..];
                    break;
                case ["--json", var file, ..]:
                    options = options with { JsonFile = file };
                    arguments = arguments[2..];
                    break;
                case ["--load-before", var load, ..]:
                    options = options with { LoadBefore = load };
                    arguments = arguments[2..];
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
