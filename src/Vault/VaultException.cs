namespace Countersign.Vault;

/// <summary>The vault cannot be read or written, or refuses a change; the message says which and what to do, and holds nothing secret.</summary>
public sealed class VaultException : Exception
{
    public VaultException()
    {
    }

    public VaultException(string message)
        : base(message)
    {
    }

    public VaultException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
