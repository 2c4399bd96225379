using Countersign.Core.Names;

namespace Countersign.Signer.Enforcement;

/// <summary>Something that was allowed and recorded, and is left to be signed and handed over.</summary>
internal abstract class Work
{
    /// <summary>Whose key signs it: the queues are fair between owners.</summary>
    public abstract OwnerId Owner { get; }

    /// <summary>True where a signature takes so long that others must not wait behind it.</summary>
    public abstract bool IsSlow { get; }

    /// <summary>Signs it and hands it over, once.</summary>
    public abstract void Run();

    /// <summary>It cannot be signed now: too much is waiting.</summary>
    public abstract void TurnAway();
}
