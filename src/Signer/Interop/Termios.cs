using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Countersign.Signer.Interop;

/// <summary><c>struct termios</c> of glibc on Linux (x86-64 and arm64).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Termios
{
    public const uint Echo = 0x8;

    /// <summary><c>TCSAFLUSH</c>: what was typed ahead, and echoed, is not taken for the answer.</summary>
    public const int Flush = 2;

    public uint InputModes;
    public uint OutputModes;
    public uint ControlModes;
    public uint LocalModes;
    public byte Line;
    public ControlCharacters Characters;
    public uint InputSpeed;
    public uint OutputSpeed;

    [InlineArray(32)]
    internal struct ControlCharacters
    {
        private byte _first;
    }
}
