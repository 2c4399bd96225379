namespace Countersign.Signer.Custody.Tokens.Cryptoki;

/// <summary>What a PKCS#11 module answers (<c>CK_RV</c>, PKCS#11 3.0, section 5.1): those that are told apart here, or put into words.</summary>
internal enum CryptokiResult : ulong
{
    Ok = 0x0,
    GeneralError = 0x5,
    FunctionFailed = 0x6,
    CannotLock = 0xA,
    DeviceError = 0x30,
    DeviceRemoved = 0x32,
    KeyHandleInvalid = 0x60,
    KeyFunctionNotPermitted = 0x68,
    MechanismInvalid = 0x70,
    ObjectHandleInvalid = 0x82,
    PinIncorrect = 0xA0,
    PinInvalid = 0xA1,
    PinLengthRange = 0xA2,
    PinExpired = 0xA3,
    PinLocked = 0xA4,
    SessionClosed = 0xB0,
    SessionCount = 0xB1,
    SessionHandleInvalid = 0xB3,
    TokenNotPresent = 0xE0,
    TokenNotRecognized = 0xE1,
    UserAlreadyLoggedIn = 0x100,
    UserNotLoggedIn = 0x101,
    AlreadyInitialized = 0x191,
}
