namespace Countersign.Core.Catalogue;

/// <summary>What a call does to the account, as the catalogue classifies it.</summary>
public enum Effect
{
    MarketData,
    Read,
    Stream,
    Trade,
    Cancel,
    Test,
    Convert,
    Earn,
    Loan,
    TransferOwnWallet,
    TransferOtherAccount,
    WithdrawExternal,
    FiatDeposit,
    DepositClaim,
    AccountSetting,
    KeySecurity,

    /// <summary>Named like a read, but it is not a GET and no source confirms that it changes nothing.</summary>
    Unclear,
}
