namespace Countersign.Sandbox.Market;

internal enum TimeInForce
{
    Gtc,
    Ioc,
    Fok,
}
