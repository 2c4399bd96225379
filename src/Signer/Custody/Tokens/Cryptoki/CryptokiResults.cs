using System.Globalization;

namespace Countersign.Signer.Custody.Tokens.Cryptoki;

/// <summary>What results mean to the rest of the signer, and to people.</summary>
internal static class CryptokiResults
{
    /// <summary>The session, the login or the token behind it is gone: opened anew, the same may work.</summary>
    public static bool IsLoss(this CryptokiResult result) => result is CryptokiResult.DeviceError or CryptokiResult.DeviceRemoved
        or CryptokiResult.TokenNotPresent or CryptokiResult.TokenNotRecognized
        or CryptokiResult.SessionClosed or CryptokiResult.SessionHandleInvalid or CryptokiResult.UserNotLoggedIn
        or CryptokiResult.KeyHandleInvalid or CryptokiResult.ObjectHandleInvalid
        or CryptokiResult.GeneralError or CryptokiResult.FunctionFailed;

    /// <summary>The PIN itself was refused, which the token counts.</summary>
    public static bool IsPinRefused(this CryptokiResult result) =>
        result is CryptokiResult.PinIncorrect or CryptokiResult.PinInvalid or CryptokiResult.PinLengthRange;

    /// <summary>The end of a sentence about a token.</summary>
    public static string Words(this CryptokiResult result) => result switch
    {
        CryptokiResult.DeviceRemoved or CryptokiResult.TokenNotPresent or CryptokiResult.TokenNotRecognized => "it is not there any more",
        CryptokiResult.DeviceError or CryptokiResult.GeneralError or CryptokiResult.FunctionFailed => "it does not work",
        CryptokiResult.KeyHandleInvalid or CryptokiResult.ObjectHandleInvalid => "the key is not in it any more",
        CryptokiResult.KeyFunctionNotPermitted => "the key may not sign (CKA_SIGN)",
        CryptokiResult.MechanismInvalid => "it does not sign in the way the exchange asks for",
        CryptokiResult.PinExpired => "its PIN has expired",
        CryptokiResult.PinLocked => "its PIN is locked",
        CryptokiResult.SessionCount => "it has no session left",
        _ => string.Create(CultureInfo.InvariantCulture, $"it answered with PKCS#11 error 0x{(ulong)result:x}"),
    };
}
