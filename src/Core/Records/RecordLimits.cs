namespace Countersign.Core.Records;

/// <summary>Sizes in bytes that every reader and writer of the sealed formats keeps.</summary>
public static class RecordLimits
{
    public const int Nonce = 24;
    public const int Tag = 16;
    public const int DataKey = 32;
    public const int Salt = 16;
    public const int VaultId = 16;
    public const int LockProof = 32;

    /// <summary>A DER <c>SubjectPublicKeyInfo</c>; RSA-4096 needs 550.</summary>
    public const int PublicHalf = 1024;

    /// <summary>The secret of an exchange key; RSA-4096 in PKCS#8 needs about 2,400.</summary>
    public const int Secret = 4096;

    /// <summary>The exchange's own key id: 64 letters and digits today.</summary>
    public const int ApiKey = 128;

    /// <summary>What the exchange said about a key's permissions when it was activated.</summary>
    public const int Permissions = 4096;

    /// <summary>The budgets of an exchange key, in JSON.</summary>
    public const int Budgets = 8192;

    /// <summary>The API key, and also the secret, of a bot.</summary>
    public const int BotText = 64;

    /// <summary>A policy in JSON: with it, a record still fits the 64 KiB of a frame between the processes.</summary>
    public const int Policy = 49_152;

    /// <summary>The largest plaintext content: a bot with the largest policy.</summary>
    public const int Content = Policy + 1024;

    /// <summary>The largest encoded sealed record.</summary>
    public const int SealedRecord = Content + 4096;
}
