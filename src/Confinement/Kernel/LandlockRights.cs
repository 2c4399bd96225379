namespace Countersign.Confinement.Kernel;

/// <summary>Access rights of <c>linux/landlock.h</c> for what is below a path.</summary>
[Flags]
internal enum LandlockRights : ulong
{
    None = 0,
    Execute = 1 << 0,
    WriteFile = 1 << 1,
    ReadFile = 1 << 2,
    ReadDirectory = 1 << 3,
    RemoveDirectory = 1 << 4,
    RemoveFile = 1 << 5,
    MakeCharacterDevice = 1 << 6,
    MakeDirectory = 1 << 7,
    MakeFile = 1 << 8,
    MakeSocket = 1 << 9,
    MakePipe = 1 << 10,
    MakeBlockDevice = 1 << 11,
    MakeSymbolicLink = 1 << 12,
    Refer = 1 << 13,
    Truncate = 1 << 14,
    ControlDevice = 1 << 15,

    Read = ReadFile | ReadDirectory,
    Write = Read | WriteFile | RemoveDirectory | RemoveFile | MakeDirectory | MakeFile | Refer | Truncate,

    /// <summary>Those that a file, not a folder, can have.</summary>
    OfFiles = Execute | WriteFile | ReadFile | Truncate | ControlDevice,
}
