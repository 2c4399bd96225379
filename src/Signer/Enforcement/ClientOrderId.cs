using System.Buffers.Text;
using System.Security.Cryptography;

namespace Countersign.Signer.Enforcement;

/// <summary>The client order ids that the signer gives to orders whose bot named none, so that each can be asked after.</summary>
internal static class ClientOrderId
{
    /// <summary>Bytes of an id.</summary>
    public const int Length = 25;

    private const int RandomBytes = 16;

    /// <summary>Writes a new id, unique by 128 random bits.</summary>
    public static void Write(Span<byte> id)
    {
        Span<byte> random = stackalloc byte[RandomBytes];
        RandomNumberGenerator.Fill(random);
        "cs-"u8.CopyTo(id);
        _ = Base64Url.EncodeToUtf8(random, id["cs-".Length..Length]);
    }
}
