using Countersign.Courier.Links;

namespace Countersign.Courier.Settling;

/// <summary>
/// Answers, after a signer has ended, whether a call of it was received. The question may come before the link to that signer
/// does, and waits for it; the channel of a signer that is already dead still holds what it sent.
/// </summary>
internal sealed class Settlement(TimeProvider time)
{
    // The gateway gives its bot an answer after twenty seconds.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private readonly Dictionary<uint, TaskCompletionSource<SignerLink?>> _lives = [];
    private uint _latest;

    /// <summary>A new life of the signer is linked: older ones that never were, never will be.</summary>
    public void Linked(SignerLink signer)
    {
        lock (_gate)
        {
            _latest = Math.Max(_latest, signer.Generation);
            Life(signer.Generation).TrySetResult(signer);
            foreach (var (generation, life) in _lives)
            {
                if (generation < _latest)
                {
                    life.TrySetResult(null);
                }
            }

            // Its calls have long been answered.
            _lives.Remove(signer.Generation - 8);
        }
    }

    public async Task<Settled> Settle(ulong id, uint generation)
    {
        Task<SignerLink?> life;
        lock (_gate)
        {
            if (generation < _latest && !_lives.ContainsKey(generation))
            {
                return Settled.Unknown;
            }

            life = Life(generation).Task;
        }

        using var patience = new CancellationTokenSource(_patience, time);
        try
        {
            if (await life.WaitAsync(patience.Token) is not { } signer)
            {
                return Settled.Unknown;
            }

            await signer.Ended.WaitAsync(patience.Token);
            return signer.HasUnderWay(id) ? Settled.UnderWay : Settled.NotReceived;
        }
        catch (OperationCanceledException)
        {
            return Settled.Unknown;
        }
    }

    private TaskCompletionSource<SignerLink?> Life(uint generation)
    {
        if (!_lives.TryGetValue(generation, out var life))
        {
            life = new TaskCompletionSource<SignerLink?>(TaskCreationOptions.RunContinuationsAsynchronously);
            _lives.Add(generation, life);
        }

        return life;
    }
}
