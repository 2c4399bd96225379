namespace Countersign.Sandbox.Keys;

/// <summary>Checks signatures made with one API key.</summary>
internal abstract class KeyVerifier
{
    /// <param name="payload">The bytes that were signed: query and body as sent, without the signature parameter.</param>
    /// <param name="signature">The signature parameter after percent-decoding.</param>
    public abstract bool Verify(ReadOnlySpan<byte> payload, string signature);
}
