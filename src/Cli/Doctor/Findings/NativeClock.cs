using System.Runtime.InteropServices;

namespace Countersign.Cli.Doctor.Findings;

/// <summary>Whether the kernel's clock is kept by somebody (<c>adjtimex(2)</c>).</summary>
internal static unsafe partial class NativeClock
{
    private const int STA_UNSYNC = 0x40;

    /// <summary>True when a time service keeps it.</summary>
    internal static bool IsSynchronised
    {
        get
        {
            ClockStatus status;
            status.Modes = 0;
            return Adjust(&status) >= 0 && (status.Status & STA_UNSYNC) == 0;
        }
    }

    [LibraryImport("libc.so.6", EntryPoint = "adjtimex")]
    private static partial int Adjust(ClockStatus* status);

    /// <summary>struct timex on 64 bits; no modes means that nothing is changed.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 208)]
    private struct ClockStatus
    {
        [FieldOffset(0)]
        internal uint Modes;

        [FieldOffset(40)]
        internal int Status;
    }
}
