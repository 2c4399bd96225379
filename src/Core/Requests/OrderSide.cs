namespace Countersign.Core.Requests;

public enum OrderSide
{
    Buy,
    Sell,
}
