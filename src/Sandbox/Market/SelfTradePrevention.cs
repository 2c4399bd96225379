namespace Countersign.Sandbox.Market;

internal enum SelfTradePrevention
{
    None,
    ExpireMaker,
    ExpireTaker,
    ExpireBoth,
}
