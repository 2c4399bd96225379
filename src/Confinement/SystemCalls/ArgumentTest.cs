using System.Runtime.InteropServices;

namespace Countersign.Confinement.SystemCalls;

/// <summary>A condition on one argument of a system call: <c>struct scmp_arg_cmp</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct ArgumentTest
{
    private const int Equal = 4;
    private const int MaskedEqual = 7;

    private readonly uint _argument;
    private readonly int _comparison;
    private readonly ulong _first;
    private readonly ulong _second;

    private ArgumentTest(uint argument, int comparison, ulong first, ulong second) =>
        (_argument, _comparison, _first, _second) = (argument, comparison, first, second);

    /// <summary>The argument, counted from zero, is this value.</summary>
    public static ArgumentTest Is(uint argument, ulong value) => new(argument, Equal, value, 0);

    /// <summary>Of the argument's bits under the mask exactly these are set.</summary>
    public static ArgumentTest Bits(uint argument, ulong mask, ulong value) => new(argument, MaskedEqual, mask, value);
}
