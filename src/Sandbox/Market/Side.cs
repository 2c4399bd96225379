namespace Countersign.Sandbox.Market;

internal enum Side
{
    Buy,
    Sell,
}
