
namespace Countersign.Gateway.Door;

/// <summary>What a person sees who opens the gateway's address in a browser.</summary>
internal static class FrontPage
{
    private const string Text =
        """
        This is a Countersign gateway. It speaks Binance's REST API.

        To let a bot trade through it, give the bot
          - this address as its base URL, in place of https://api.binance.com;
            for other products append the host: /fapi.binance.com, /dapi.binance.com
          - the API key and secret that `countersign bot add` showed, in place of the real ones

        Nothing else changes. Public market data needs no credential.
        What a bot may do is decided by its policy; what it may not comes back as an error of the exchange's own shape.

        """;

    internal static Task WriteAsync(HttpContext context)
    {
        context.Response.ContentType = "text/plain;charset=UTF-8";
        context.Response.ContentLength = Text.Length;
        return context.Response.WriteAsync(Text, context.RequestAborted);
    }
}
