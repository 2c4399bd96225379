using Countersign.Courier.Wire;

namespace Countersign.Courier.Outcomes;

/// <summary>A signed question after an order, and what the order was to be.</summary>
internal sealed record Question(ExchangeRequest Request, AskedCall Asked);
