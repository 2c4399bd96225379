using System.Net;

namespace Countersign.Courier.Wire;

/// <summary>
/// An empty body that remembers that it was asked for. .NET's handler sends a request again when a kept connection ends without an
/// answer, unless it has begun to send the body; with this one it always has. It asks for the body after the last header is in its
/// buffer: until then the exchange cannot have seen a whole request. A test over a raw socket proves both.
/// </summary>
internal sealed class StartedContent : HttpContent
{
    private volatile bool _started;

    /// <summary>True when the request may have reached the exchange.</summary>
    public bool Started => _started;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        _started = true;
        return Task.CompletedTask;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return true;
    }
}
