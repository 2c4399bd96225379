using System.Buffers.Text;
using System.Security.Cryptography;

namespace Countersign.Signer.Enforcement;

/// <summary>The client order ids that the signer gives to orders whose bot named none, so that each can be asked after.</summary>
internal static class ClientOrderId
{
    /// <summary>Bytes of an id.</summary>
    public const int Length = 25;

    private const int RandomBytes = 16;

    // Asking the operating system for randomness takes longer than all else that an id needs, so each thread asks for those of some orders at a time.
    private const int IdsAtATime = 64;

    [ThreadStatic]
    private static byte[]? _random;

    [ThreadStatic]
    private static int _left;

    /// <summary>Writes a new id, unique by 128 random bits; nobody can tell it before.</summary>
    public static void Write(Span<byte> id)
    {
        _random ??= new byte[IdsAtATime * RandomBytes];
        if (_left == 0)
        {
            RandomNumberGenerator.Fill(_random);
            _left = _random.Length;
        }

        _left -= RandomBytes;
        "cs-"u8.CopyTo(id);
        _ = Base64Url.EncodeToUtf8(_random.AsSpan(_left, RandomBytes), id["cs-".Length..Length]);
    }
}
