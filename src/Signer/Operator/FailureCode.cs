namespace Countersign.Signer.Operator;

/// <summary>The codes by which an operator's request fails; their meanings are in docs/process-protocol.md.</summary>
internal static class FailureCode
{
    public const string Passphrase = "passphrase";
    public const string Locked = "locked";
    public const string Integrity = "integrity";
    public const string Revoked = "revoked";
    public const string Exists = "exists";
    public const string Invalid = "invalid";
    public const string Exchange = "exchange";
    public const string Permissions = "permissions";
    public const string Fault = "fault";
    public const string Token = "token";
    public const string OtherExchange = "other-exchange";
}
