namespace Countersign.Sandbox.Accounts;

/// <summary>What an account has of one asset: free, and locked by open orders.</summary>
internal sealed class Balance
{
    public decimal Free { get; set; }

    public decimal Locked { get; set; }
}
