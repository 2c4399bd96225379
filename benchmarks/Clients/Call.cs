namespace Countersign.Benchmarks.Clients;

/// <summary>The signed calls that are measured, in the order in which one order sees them.</summary>
internal enum Call
{
    /// <summary><c>POST /api/v3/order</c>: a LIMIT_MAKER order far below the market, which rests in the book.</summary>
    Order,

    /// <summary><c>GET /api/v3/order</c>: asks for that order.</summary>
    Read,

    /// <summary><c>DELETE /api/v3/order</c>: cancels it.</summary>
    Cancel,
}
