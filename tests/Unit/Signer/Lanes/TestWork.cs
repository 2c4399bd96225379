using Countersign.Core.Names;
using Countersign.Signer.Enforcement;

namespace Countersign.Unit.Signer.Lanes;

/// <summary>Work that tells what became of it.</summary>
internal sealed class TestWork(string owner, Action<TestWork> run, bool isSlow = true) : Work
{
    private readonly TaskCompletionSource<string> _fate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<string> Fate => _fate.Task;

    public override OwnerId Owner { get; } = OwnerId.Parse(owner);

    public override bool IsSlow => isSlow;

    public override void Run()
    {
        run(this);
        _fate.SetResult("signed");
    }

    public override void TurnAway() => _fate.SetResult("turned away");
}
