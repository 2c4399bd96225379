namespace Countersign.Sandbox.Market;

/// <summary>The exchange's spelling of the closed lists, in both directions.</summary>
internal static class WireNames
{
    public static string Of(Side side) => side == Side.Buy ? "BUY" : "SELL";

    public static string Of(OrderType type) => type switch
    {
        OrderType.Limit => "LIMIT",
        OrderType.LimitMaker => "LIMIT_MAKER",
        _ => "MARKET",
    };

    public static string Of(TimeInForce value) => value switch
    {
        TimeInForce.Gtc => "GTC",
        TimeInForce.Ioc => "IOC",
        _ => "FOK",
    };

    public static string Of(OrderStatus status) => status switch
    {
        OrderStatus.New => "NEW",
        OrderStatus.PartiallyFilled => "PARTIALLY_FILLED",
        OrderStatus.Filled => "FILLED",
        OrderStatus.Canceled => "CANCELED",
        OrderStatus.Expired => "EXPIRED",
        _ => "EXPIRED_IN_MATCH",
    };

    public static string Of(SelfTradePrevention mode) => mode switch
    {
        SelfTradePrevention.None => "NONE",
        SelfTradePrevention.ExpireMaker => "EXPIRE_MAKER",
        SelfTradePrevention.ExpireTaker => "EXPIRE_TAKER",
        _ => "EXPIRE_BOTH",
    };

    public static Side? ReadSide(string text) => text switch
    {
        "BUY" => Side.Buy,
        "SELL" => Side.Sell,
        _ => null,
    };

    public static TimeInForce? ReadTimeInForce(string text) => text switch
    {
        "GTC" => TimeInForce.Gtc,
        "IOC" => TimeInForce.Ioc,
        "FOK" => TimeInForce.Fok,
        _ => null,
    };

    public static SelfTradePrevention? ReadSelfTradePrevention(string text) => text switch
    {
        "NONE" => SelfTradePrevention.None,
        "EXPIRE_MAKER" => SelfTradePrevention.ExpireMaker,
        "EXPIRE_TAKER" => SelfTradePrevention.ExpireTaker,
        "EXPIRE_BOTH" => SelfTradePrevention.ExpireBoth,
        _ => null,
    };
}
