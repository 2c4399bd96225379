using System.Runtime.InteropServices;

namespace Countersign.Cli.Users;

/// <summary>Whose a file is.</summary>
/// <param name="UserId">Its user.</param>
/// <param name="GroupId">Its group.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileOwner(uint UserId, uint GroupId);
