using System.Collections.Immutable;
using System.Text;

namespace Countersign.Core.Catalogue;

/// <summary>
/// One call of the exchange's REST API. <c>timestamp</c>, <c>recvWindow</c> and <c>signature</c> are implied on every signed
/// endpoint and are not among <see cref="Parameters"/>.
/// </summary>
public sealed class Endpoint
{
    /// <summary>So that a set of parameters fits one word.</summary>
    internal const int MaxParameters = 64;

    private readonly Utf8Index<ParameterName> _byName = new([], name => name.Utf8);
    private readonly bool _takesClientOrderId;

    /// <summary>Position in the catalogue: how the processes of one version name an endpoint to each other.</summary>
    public required ushort Index { get; init; }

    public required Product Product { get; init; }

    public required HttpVerb Method { get; init; }

    public required string Path { get; init; }

    public required Access Access { get; init; }

    public required Effect Effect { get; init; }

    /// <summary>Request weight as documented; 1 where the documentation does not say.</summary>
    public required int Weight { get; init; }

    /// <summary>Found only in sources too old to rely on.</summary>
    public required bool Stale { get; init; }

    public required bool MovesFundsOut { get; init; }

    public required bool ChangesSecurity { get; init; }

    /// <summary>Those that a request must have come first. At most <see cref="MaxParameters"/>.</summary>
    public required ImmutableArray<ParameterName> Parameters
    {
        get;
        init
        {
            field = value.Length <= MaxParameters ? value : throw new ArgumentException($"an endpoint has at most {MaxParameters} parameters", nameof(value));
            _byName = new Utf8Index<ParameterName>(value, name => name.Utf8);
            RequiredSet = value.Where(name => name.Required).Aggregate(0UL, (set, name) => set | (1UL << name.Index));
            _takesClientOrderId = value.Any(name => name.Known == KnownParameter.NewClientOrderId);
        }
    }

    public IEnumerable<string> Required => Parameters.Where(name => name.Required).Select(name => name.Text);

    public IEnumerable<string> Optional => Parameters.Where(name => !name.Required).Select(name => name.Text);

    public bool IsSigned => Access == Access.Signed;

    /// <summary>Public data: may be asked for by anybody, without credentials.</summary>
    public bool IsPublic => Access is Access.None or Access.KeyOnly && Effect == Effect.MarketData && !Stale;

    /// <summary>No signature is ever made for it, whatever a policy says.</summary>
    public bool NeverSigned =>
        !IsSigned || Stale || MovesFundsOut || ChangesSecurity
        || Effect is not (Effect.MarketData or Effect.Read or Effect.Trade or Effect.Cancel or Effect.Test);

    /// <summary>Puts an order into the book, or would: the signer sees to it that it carries a client order id.</summary>
    public bool PlacesOrder => _takesClientOrderId && Method == HttpVerb.Post && Effect is Effect.Trade or Effect.Test;

    /// <summary>The host that serves it on the live exchange.</summary>
    public string Host => Product switch
    {
        Product.UsdM => "fapi.binance.com",
        Product.CoinM => "dapi.binance.com",
        Product.Options => "eapi.binance.com",
        Product.PortfolioMargin => "papi.binance.com",
        _ => "api.binance.com",
    };

    /// <summary>A bit for each parameter that a request must have, at its <see cref="ParameterName.Index"/>.</summary>
    internal ulong RequiredSet { get; private init; }

    /// <summary>How the journal names it: host, method and path, ASCII.</summary>
    public ReadOnlyMemory<byte> JournalName => field.IsEmpty ? field = Encoding.ASCII.GetBytes($"{Host} {this}") : field;

    /// <summary>The parameter of this name, compared byte by byte; null if the endpoint does not have it.</summary>
    public ParameterName? FindParameter(ReadOnlySpan<byte> name) => _byName.Find(name);

    public override string ToString() => $"{Method.ToWire()} {Path}";
}
