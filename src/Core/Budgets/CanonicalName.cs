using System.Text;
using Countersign.Core.Records;

namespace Countersign.Core.Budgets;

/// <summary>Reads the name of an order out of the canonical parameters that the journal has of it.</summary>
internal static class CanonicalName
{
    /// <summary>The name; none where the parameters have no symbol or no client order id.</summary>
    public static ClientOrderName Read(RecordIdentity key, ReadOnlySpan<byte> parameters)
    {
        ReadOnlySpan<byte> symbol = default, id = default;
        foreach (var range in parameters.Split((byte)'&'))
        {
            var pair = parameters[range];
            if (pair.StartsWith("symbol="u8))
            {
                symbol = pair["symbol=".Length..];
            }
            else if (pair.StartsWith("newClientOrderId="u8))
            {
                id = pair["newClientOrderId=".Length..];
            }
        }

        return symbol.IsEmpty || id.IsEmpty ? default : new ClientOrderName(key, Decode(symbol), Encoding.UTF8.GetBytes(Decode(id)));
    }

    private static string Decode(ReadOnlySpan<byte> text) => Uri.UnescapeDataString(Encoding.ASCII.GetString(text));
}
