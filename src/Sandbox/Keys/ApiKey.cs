using System.Net;
using Countersign.Sandbox.Accounts;

namespace Countersign.Sandbox.Keys;

/// <summary>One API key of an account. An empty allow-list lets every address in.</summary>
internal sealed class ApiKey(string id, string type, Account account, KeyVerifier verifier, long createTime)
{
    public string Id { get; } = id;

    /// <summary>`hmac`, `rsa` or `ed25519`.</summary>
    public string Type { get; } = type;

    public Account Account { get; } = account;

    public KeyVerifier Verifier { get; } = verifier;

    /// <summary>Milliseconds since the epoch.</summary>
    public long CreateTime { get; } = createTime;

    public KeyPermissions Permissions { get; } = new();

    public IReadOnlyList<IPAddress> AllowedAddresses { get; set; } = [];

    public bool Admits(IPAddress address) => AllowedAddresses.Count == 0 || AllowedAddresses.Contains(address);
}
