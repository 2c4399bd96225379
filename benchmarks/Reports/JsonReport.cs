using System.Text.Json;
using Countersign.Benchmarks.Measuring;

namespace Countersign.Benchmarks.Reports;

/// <summary>The same for machines. Times in microseconds, rates in requests a second.</summary>
internal static class JsonReport
{
    public static void Write(Results results, string file)
    {
        using var stream = File.Create(file);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("start"u8, results.Start);
        WriteMachine(json, results.Machine);
        json.WriteStartArray("latencies"u8);
        foreach (var latency in results.Latencies)
        {
            json.WriteStartObject();
            json.WriteString("key"u8, latency.Key.Name);
            json.WriteString("call"u8, latency.Call.ToString().ToLowerInvariant());
            json.WriteNumber("samples"u8, latency.Samples);
            WriteQuantiles(json, "direct", latency.Direct);
            WriteQuantiles(json, "through", latency.Through);
            json.WriteNumber("addedMedian"u8, Rounded(latency.Added));
            json.WriteNumber("ratio"u8, Rounded(latency.Ratio));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("rates"u8);
        foreach (var rate in results.Rates)
        {
            json.WriteStartObject();
            json.WriteString("key"u8, rate.Key.Name);
            json.WriteNumber("connections"u8, rate.Connections);
            json.WriteNumber("direct"u8, Rounded(rate.Direct));
            json.WriteNumber("through"u8, Rounded(rate.Through));
            json.WriteNumber("ratio"u8, Rounded(rate.Ratio));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteMachine(Utf8JsonWriter json, Machine machine)
    {
        json.WriteStartObject("machine"u8);
        json.WriteNumber("cores"u8, machine.Cores);
        json.WriteString("processor"u8, machine.Processor);
        json.WriteString("kernel"u8, machine.Kernel);
        json.WriteString("runtime"u8, machine.Runtime);
        json.WriteNumber("loadBefore"u8, machine.Load);
        json.WriteEndObject();
    }

    private static void WriteQuantiles(Utf8JsonWriter json, string name, Quantiles quantiles)
    {
        json.WriteStartObject(name);
        json.WriteNumber("median"u8, Rounded(quantiles.Median));
        json.WriteNumber("p99"u8, Rounded(quantiles.P99));
        json.WriteEndObject();
    }

    private static double Rounded(double value) => Math.Round(value, 2);
}
