using System.Buffers;

namespace Countersign.Courier.Wire;

/// <summary>Reads a body whole, but never more of it than fits.</summary>
internal static class BoundedBody
{
    /// <summary>No answer of the exchange is longer, in bytes.</summary>
    public const int MaxLength = 32 * 1024 * 1024;

    private const int Step = 32 * 1024;

    /// <summary>The whole body; null when it is too long.</summary>
    /// <exception cref="IOException">The connection ended before the body did.</exception>
    public static async Task<byte[]?> Read(HttpContent content, CancellationToken cancel)
    {
        var length = content.Headers.ContentLength;
        if (length is > MaxLength)
        {
            return null;
        }

        await using var stream = await content.ReadAsStreamAsync(cancel);
        return length is { } known ? await ReadAll(stream, (int)known, cancel) : await ReadToEnd(stream, cancel);
    }

    // The stream throws by itself when the connection ends before so much.
    private static async Task<byte[]> ReadAll(Stream stream, int length, CancellationToken cancel)
    {
        var body = GC.AllocateUninitializedArray<byte>(length);
        await stream.ReadExactlyAsync(body, cancel);
        return body;
    }

    private static async Task<byte[]?> ReadToEnd(Stream stream, CancellationToken cancel)
    {
        var body = new ArrayBufferWriter<byte>(Step);
        while (true)
        {
            var read = await stream.ReadAsync(body.GetMemory(body.FreeCapacity > 0 ? 0 : Step), cancel);
            if (read == 0)
            {
                return body.WrittenSpan.ToArray();
            }

            body.Advance(read);
            if (body.WrittenCount > MaxLength)
            {
                return null;
            }
        }
    }
}
