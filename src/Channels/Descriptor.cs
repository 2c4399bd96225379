using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Countersign.Channels;

/// <summary>An open file descriptor, owned. Not inherited by child processes unless <see cref="AllowInheritance"/> says so.</summary>
public sealed class Descriptor : SafeHandle
{
    public Descriptor()
        : base(-1, ownsHandle: true)
    {
    }

    public Descriptor(int number)
        : this() => SetHandle(number);

    public override bool IsInvalid => handle < 0;

    /// <summary>The number, for a child's argument or a native call while this object is alive.</summary>
    public int Number => (int)handle;

    /// <summary>Opens a file for reading without ever holding its bytes: the descriptor is what is passed on.</summary>
    /// <exception cref="Win32Exception">The file cannot be opened.</exception>
    public static Descriptor OpenForReading(string path)
    {
        var number = Libc.Open(path, Libc.O_RDONLY | Libc.O_CLOEXEC);
        return number >= 0 ? new Descriptor(number) : throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <summary>Opens the terminal that the process belongs to; null when it belongs to none, as a service does.</summary>
    public static Descriptor? OpenTerminal()
    {
        var number = Libc.Open("/dev/tty", Libc.O_RDWR | Libc.O_CLOEXEC | Libc.O_NOCTTY);
        return number >= 0 ? new Descriptor(number) : null;
    }

    /// <summary>A second descriptor for an open file, such as standard input (0).</summary>
    /// <exception cref="Win32Exception">The number is not an open descriptor.</exception>
    public static Descriptor Duplicate(int number)
    {
        var copy = Libc.Control(number, Libc.F_DUPFD_CLOEXEC, 3);
        return copy >= 0 ? new Descriptor(copy) : throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <summary>
    /// Lets processes started from now on inherit it, or not. Whoever turns it on holds a lock over the start of the process and closes
    /// or turns it off after, so that no other child gets it.
    /// </summary>
    public void AllowInheritance(bool allow)
    {
        if (Libc.Control(this, Libc.F_SETFD, allow ? 0 : Libc.FD_CLOEXEC) != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    protected override bool ReleaseHandle() => Libc.Close((int)handle) == 0;
}
