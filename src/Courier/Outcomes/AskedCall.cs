using System.Collections.Frozen;
using Countersign.Core.Catalogue;

namespace Countersign.Courier.Outcomes;

/// <summary>The call whose outcome is asked after, as the signer knows it.</summary>
internal sealed class AskedCall(Endpoint endpoint, string query, long at)
{
    // Canonical form: name=value pairs, RFC 3986 percent-encoding, no name twice.
    private readonly FrozenDictionary<string, string> _parameters = query.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .Where(pair => pair.Length == 2)
        .DistinctBy(pair => pair[0], StringComparer.Ordinal)
        .ToFrozenDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]), StringComparer.Ordinal);

    public Endpoint Endpoint { get; } = endpoint;

    /// <summary>When it was stamped, milliseconds of the exchange's clock.</summary>
    public long At { get; } = at;

    /// <summary>The decoded value of a parameter; null if it was not sent.</summary>
    public string? this[string name] => _parameters.GetValueOrDefault(name);
}
