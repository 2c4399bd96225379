using System.Threading.Channels;
using Countersign.Courier.Calls;
using Countersign.Courier.Limits;
using Countersign.Courier.Links;
using Countersign.Courier.Wire;

namespace Countersign.Courier.Outcomes;

/// <summary>
/// Asks after one call until its outcome is found, or until the exchange can no longer take it and says that it has no such order.
/// </summary>
internal sealed class Inquiry(
    Origins origins, ExchangeClient client, HostLimits limits, TimeProvider time, SignerLink signer, ulong id, ulong sequence, TimeSpan receiveWindow)
{
    // The exchange may take a request this much after its window by its own clock.
    private static readonly TimeSpan _margin = TimeSpan.FromSeconds(1);

    // With the ten seconds that the call itself may have taken, before the gateway answers its bot for itself.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan _questionPatience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(1);

    private readonly Channel<Question> _questions = Channel.CreateBounded<Question>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly long _began = time.GetTimestamp();

    public SignerLink Signer => signer;

    public ulong Id => id;

    /// <summary>True when the bot wanted its times in microseconds.</summary>
    public bool InMicroseconds { get; init; }

    /// <summary>A question from the signer, in any thread.</summary>
    public void Deliver(Question question) => _questions.Writer.TryWrite(question);

    /// <summary>The reply that the bot would have had; <see cref="Reply.Unknown"/> if that cannot be found out.</summary>
    public async Task<Reply> Run()
    {
        var pause = TimeSpan.FromMilliseconds(200);
        while (true)
        {
            if (await NextQuestion() is not { } question)
            {
                return Reply.Unknown;
            }

            var askedAfter = time.GetElapsedTime(_began);
            var verdict = await Put(question);
            if (verdict.Reply is { } reply)
            {
                return reply;
            }

            // An order that is not there after its window has passed will not come any more.
            if ((verdict.IsConclusive && askedAfter > receiveWindow + _margin) || time.GetElapsedTime(_began) > _patience)
            {
                return Reply.Unknown;
            }

            await Task.Delay(pause, time);
            pause = pause * 2 < _longestPause ? pause * 2 : _longestPause;
        }
    }

    private async Task<Question?> NextQuestion()
    {
        if (_questions.Reader.TryRead(out var brought))
        {
            return brought;
        }

        signer.SendOutcomeWanted(id, sequence);
        using var patience = new CancellationTokenSource(_questionPatience, time);
        var next = _questions.Reader.ReadAsync(patience.Token).AsTask();
        try
        {
            // Another life of the signer does not know what this one signed.
            var first = await Task.WhenAny(next, signer.Ended);
            if (first != next)
            {
                await patience.CancelAsync();
            }

            return await next;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async Task<Verdict> Put(Question question)
    {
        var request = question.Request;
        if (origins.Of(request.Endpoint.Product) is not { } origin || limits.Refuse(origin, request.Endpoint, Traffic.Cancel) is not null)
        {
            return Verdict.Open;
        }

        return await client.Send(request.With(_questionPatience)) is Delivery.Answered { Answer: { IsEncoded: false } answer }
            ? FoundOrder.Judge(question.Asked, Redaction.Of(request).Apply(answer), InMicroseconds)
            : Verdict.Open;
    }
}
