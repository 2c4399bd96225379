using System.Runtime.InteropServices;

namespace Countersign.Channels;

/// <summary>Who opened the other end, as the kernel recorded it (unix(7), SO_PEERCRED).</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct PeerCredentials(int ProcessId, uint UserId, uint GroupId);
