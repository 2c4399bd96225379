using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Countersign.Core.Catalogue;

/// <summary>
/// Every REST call of the exchange that is known, from the embedded table that <c>tools/catalogue.mjs</c> writes. What is not in
/// it is refused, public or not.
/// </summary>
public static class EndpointCatalogue
{
    /// <summary>No path of the exchange is longer.</summary>
    public const int MaxPathLength = 128;

    private static readonly ImmutableArray<Endpoint> _endpoints = ReadTable();
    private static readonly ImmutableArray<Utf8Index<Endpoint>> _byMethod = [.. Enum.GetValues<HttpVerb>().Select(IndexOf)];

    /// <summary>All endpoints, each at the position of its <see cref="Endpoint.Index"/>.</summary>
    public static ImmutableArray<Endpoint> All => _endpoints;

    /// <summary>The endpoint of exactly this method and path (no query, no percent-encoding, case matters), or null.</summary>
    public static Endpoint? Find(HttpVerb method, ReadOnlySpan<byte> path) => _byMethod[(int)method].Find(path);

    /// <inheritdoc cref="Find(HttpVerb, ReadOnlySpan{byte})"/>
    public static Endpoint? Find(HttpVerb method, string path) => Find(method, Encoding.UTF8.GetBytes(path));

    /// <summary>The endpoint at this position, or null: the index may come from another process.</summary>
    public static Endpoint? At(int index) => (uint)index < (uint)_endpoints.Length ? _endpoints[index] : null;

    private static Utf8Index<Endpoint> IndexOf(HttpVerb method) =>
        new([.. _endpoints.Where(endpoint => endpoint.Method == method)], endpoint => Encoding.ASCII.GetBytes(endpoint.Path));

    private static ImmutableArray<Endpoint> ReadTable()
    {
        using var stream = typeof(EndpointCatalogue).Assembly.GetManifestResourceStream("endpoints.tsv") ?? throw new UnreachableException();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var endpoints = ImmutableArray.CreateBuilder<Endpoint>();
        while (reader.ReadLine() is { } line)
        {
            endpoints.Add(ReadRow(checked((ushort)endpoints.Count), line.Split('\t')));
        }

        return endpoints.ToImmutable();
    }

    private static Endpoint ReadRow(ushort index, string[] row)
    {
        if (!HttpVerbs.TryParse(row[0], out var method))
        {
            throw new UnreachableException();
        }

        var flags = row[6];
        return new Endpoint
        {
            Index = index,
            Method = method,
            Path = row[1],
            Product = Enum.Parse<Product>(row[2]),
            Access = Enum.Parse<Access>(row[3]),
            Effect = Enum.Parse<Effect>(row[4]),
            Weight = int.Parse(row[5], CultureInfo.InvariantCulture),
            Stale = flags.Contains('s', StringComparison.Ordinal),
            MovesFundsOut = flags.Contains('f', StringComparison.Ordinal),
            ChangesSecurity = flags.Contains('k', StringComparison.Ordinal),
            Parameters = Parameters(Names(row[7]), Names(row[8])),
        };
    }

    private static ImmutableArray<ParameterName> Parameters(string[] required, string[] optional) =>
        [.. required.Concat(optional).Select((name, index) => new ParameterName(name, index < required.Length, index))];

    private static string[] Names(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
