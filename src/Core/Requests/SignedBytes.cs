namespace Countersign.Core.Requests;

/// <summary>
/// The bytes that the bot signed: query and body without separator, without the signature parameter and its ampersand. What stands
/// before the signature and what stands behind it, to be fed to a MAC one after the other; views into the request.
/// </summary>
public readonly ref struct SignedBytes(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
{
    public ReadOnlySpan<byte> First { get; } = first;

    public ReadOnlySpan<byte> Second { get; } = second;
}
