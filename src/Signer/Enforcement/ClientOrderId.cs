using System.Buffers.Text;
using System.Security.Cryptography;
using Countersign.Core.Catalogue;

namespace Countersign.Signer.Enforcement;

/// <summary>The client order ids that the signer gives to orders whose bot named none, so that each can be asked after.</summary>
internal static class ClientOrderId
{
    private const string Prefix = "cs-";
    private const int RandomBytes = 16;

    /// <summary>A new id for an endpoint that places orders, unique by 128 random bits; null for another endpoint.</summary>
    public static string? Create(Endpoint endpoint)
    {
        if (!endpoint.PlacesOrder)
        {
            return null;
        }

        Span<byte> random = stackalloc byte[RandomBytes];
        RandomNumberGenerator.Fill(random);
        return Prefix + Base64Url.EncodeToString(random);
    }
}
