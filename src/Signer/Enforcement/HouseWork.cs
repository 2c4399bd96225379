using Countersign.Core.Names;
using Countersign.Core.Refusals;
using Countersign.Signer.Loaded;

namespace Countersign.Signer.Enforcement;

/// <summary>A house request that was recorded and waits for its turn to be signed.</summary>
/// <param name="key">Signs it.</param>
/// <param name="run">Signs it and hands it over; says why not.</param>
/// <param name="refused">Is told why not.</param>
internal sealed class HouseWork(LoadedKey key, Func<Refusal?> run, Action<Refusal> refused) : Work
{
    public override OwnerId Owner => key.Owner;

    public override bool IsSlow => key.Signing.IsSlow;

    public override void Run()
    {
        if (run() is { } refusal)
        {
            refused(refusal);
        }
    }

    public override void TurnAway() => refused(new Refusal(RefusalKind.Busy, "more is waiting to be signed than can be in time; nothing was asked"));
}
