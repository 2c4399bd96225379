namespace Countersign.Core.Frames;

/// <summary>Operator to signer: locked or not, and what is loaded. Answered with Done, its first field a JSON object.</summary>
public readonly ref struct Status : IFrame<Status>
{
    public static FrameType Type => FrameType.Status;

    public static Status Read(scoped ref FrameReader reader) => default;

    public void Write(scoped ref FrameWriter writer)
    {
        // No fields: the type says it all.
    }
}
