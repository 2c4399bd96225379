namespace Countersign.Core.Frames;

/// <summary>
/// What a frame is. The high digit is the direction, so that a frame that arrives on the wrong channel is refused by its number.
/// The layouts are in docs/process-protocol.md.
/// </summary>
public enum FrameType : byte
{
    None = 0,

    // gateway to signer
    BotCall = 0x01,
    OutcomeAsk = 0x02,

    // signer to gateway (and courier to gateway, for what it stops itself)
    Refused = 0x10,

    // gateway to courier
    PublicCall = 0x20,
    Settle = 0x21,

    // courier to gateway
    Answer = 0x30,
    AnswerPart = 0x31,
    NotReceived = 0x32,

    // signer to courier
    SignedCall = 0x40,
    RepeatCall = 0x41,
    HouseCall = 0x42,
    WatchSymbol = 0x43,

    // courier to signer
    Clock = 0x50,
    MarketFact = 0x51,
    OutcomeWanted = 0x52,
    HouseAnswer = 0x53,
    OrderEnd = 0x54,

    // supervisor to any process
    Link = 0x60,
    // any process to supervisor
    Ready = 0x61,

    // operator (supervisor or command line) to signer
    CreateVault = 0x70,
    Unlock = 0x71,
    LoadDataKey = 0x72,
    LoadRecord = 0x73,
    GenerateKey = 0x74,
    ImportKey = 0x75,
    ActivateKey = 0x76,
    AddBot = 0x77,
    Revoke = 0x78,
    Describe = 0x79,
    Status = 0x7A,
    UseTokenKey = 0x7B,
    AcceptLoss = 0x7C,
    JournalSeen = 0x7D,
    LimitKey = 0x7E,

    // signer to operator
    Done = 0x80,
    Failed = 0x81,

    // signer to supervisor
    JournalGrown = 0x90,
}
