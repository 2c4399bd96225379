using System.Diagnostics;

namespace Countersign.Core.Catalogue;

/// <summary>The spot calls that policies and house requests name.</summary>
public static class SpotEndpoints
{
    /// <summary>Places an order.</summary>
    public static Endpoint NewOrder { get; } = Known(HttpVerb.Post, "/api/v3/order");

    /// <summary>Checks an order without placing it; the same signature would place it.</summary>
    public static Endpoint TestOrder { get; } = Known(HttpVerb.Post, "/api/v3/order/test");

    public static Endpoint QueryOrder { get; } = Known(HttpVerb.Get, "/api/v3/order");

    public static Endpoint CancelOrder { get; } = Known(HttpVerb.Delete, "/api/v3/order");

    /// <summary>Cancels every open order on a symbol.</summary>
    public static Endpoint CancelOpenOrders { get; } = Known(HttpVerb.Delete, "/api/v3/openOrders");

    public static Endpoint Account { get; } = Known(HttpVerb.Get, "/api/v3/account");

    /// <summary>What the exchange lets the key do.</summary>
    public static Endpoint ApiRestrictions { get; } = Known(HttpVerb.Get, "/sapi/v1/account/apiRestrictions");

    private static Endpoint Known(HttpVerb method, string path) => EndpointCatalogue.Find(method, path) ?? throw new UnreachableException();
}
