using Countersign.Core.Catalogue;
using Countersign.Core.Names;
using Countersign.Core.Refusals;
using Countersign.Core.Requests;
using Countersign.Gateway.Calls;
using Microsoft.AspNetCore.Http.Features;
using Endpoint = Countersign.Core.Catalogue.Endpoint;

namespace Countersign.Gateway.Door;

/// <summary>
/// Every request of a bot passes here. It decides by the catalogue who answers (signer, courier or nobody) and judges nothing else:
/// it has no secret to judge by.
/// </summary>
internal sealed class BotDoor(CallDesk desk, Exchange? exchange)
{
    private const int MaxSignedCalls = 1024;
    private const int MaxPublicCalls = 512;

    private static readonly Refusal _tooMany =
        new(RefusalKind.RateStop, "too many calls under way at once; nothing was sent to the exchange") { RetryAfterSeconds = 1 };

    // Apart, so that a flood of market data leaves room for orders and cancels.
    private readonly CallGate _signedCalls = new(MaxSignedCalls, MaxSignedCalls / 2);
    private readonly CallGate _publicCalls = new(MaxPublicCalls, MaxPublicCalls / 2);

    /// <summary>Answers one request.</summary>
    internal async Task AnswerAsync(HttpContext context)
    {
        try
        {
            await RouteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The bot hung up; there is nobody to answer.
        }
    }

    private async Task RouteAsync(HttpContext context)
    {
        var rawTarget = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (rawTarget is "/" && HttpMethods.IsGet(context.Request.Method))
        {
            await FrontPage.WriteAsync(context);
            return;
        }

        // 1. Which call.
        if (Find(context, rawTarget, out var target, out var endpoint) is { } unknown)
        {
            await AnswerWriter.WriteAsync(context, unknown);
            return;
        }

        // 2. Room for it.
        var gate = endpoint!.IsSigned ? _signedCalls : _publicCalls;
        var address = RequestReader.AddressOf(context);
        if (!gate.TryEnter(address))
        {
            await AnswerWriter.WriteAsync(context, _tooMany);
            return;
        }

        try
        {
            // 3. Its bytes, and its outcome from whoever is to answer it.
            await AnswerWriter.WriteAsync(context, await OutcomeOfAsync(context, target!, endpoint));
        }
        finally
        {
            gate.Leave(address);
        }
    }

    private Refusal? Find(HttpContext context, string rawTarget, out RequestTarget? target, out Endpoint? endpoint)
    {
        target = RequestTarget.Read(rawTarget);
        endpoint = null;
        if (context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
            || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true })
        {
            return new Refusal(RefusalKind.StreamNotPassed,
                "no connection is upgraded here; market streams are public, connect to the exchange's own");
        }

        if (target is null || !HttpVerbs.TryParse(context.Request.Method, out var verb))
        {
            var path = rawTarget.Split('?')[0];
            return new Refusal(RefusalKind.UnknownEndpoint,
                $"{Quoted.From(context.Request.Method)} {Quoted.From(path)} is not a call of the exchange");
        }

        endpoint = EndpointCatalogue.Find(verb, target.Path.Span);
        if (endpoint is null)
        {
            return new Refusal(RefusalKind.UnknownEndpoint, $"{verb.ToWire()} {Quoted.From(target.Path.Span)} is not a call that countersign knows");
        }

        return target.Host.Length > 0 && !ExchangeHosts.Serves(target.Host, endpoint.Product, exchange)
            ? new Refusal(RefusalKind.UnknownEndpoint,
                $"{Quoted.From(target.Host)} is not a host that has {endpoint} on the exchange served here")
            : null;
    }

    private async Task<CallOutcome> OutcomeOfAsync(HttpContext context, RequestTarget target, Endpoint endpoint)
    {
        var (request, malformed) = await RequestReader.ReadAsync(context, target);
        if (request is null)
        {
            return new CallOutcome.Refused(malformed!);
        }

        // The exchange gives some market data only to whoever names a key: the signer knows the real one behind the bot's.
        if (endpoint.IsSigned || (endpoint is { Access: Access.KeyOnly, IsPublic: true } && !request.ApiKey.IsEmpty))
        {
            return await desk.AskSignerAsync(endpoint.Method, request, context.RequestAborted);
        }

        return PublicRequest.TryRead(endpoint.Method, target.Path.Span, target.Query, request.Body.Length, out var call, out var refusal)
            ? await desk.AskCourierAsync(call, request, context.RequestAborted)
            : new CallOutcome.Refused(refusal);
    }
}
