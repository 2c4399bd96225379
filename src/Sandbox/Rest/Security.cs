namespace Countersign.Sandbox.Rest;

/// <summary>What an endpoint asks of a request, and of the key's permissions.</summary>
internal enum Security
{
    /// <summary>Nothing: public.</summary>
    None,

    /// <summary>The key's header, no signature.</summary>
    KeyOnly,

    /// <summary>A signature and the permission to read.</summary>
    Reading,

    /// <summary>A signature and the permission to trade.</summary>
    Trading,

    /// <summary>A signature and the permission to withdraw.</summary>
    Withdrawing,

    /// <summary>A signature and the permission to transfer between wallets.</summary>
    Transferring,
}
