namespace Countersign.Sandbox.Market;

internal enum OrderType
{
    Limit,
    LimitMaker,
    Market,
}
