namespace Countersign.Signer.Custody.Tokens.Cryptoki;

/// <summary><c>CK_USER_TYPE</c>.</summary>
internal enum CryptokiUser
{
    /// <summary>Whoever may use the token's private keys.</summary>
    User = 1,

    /// <summary>Once more for one signature, with keys that insist on it.</summary>
    ForThisSignature = 2,
}
