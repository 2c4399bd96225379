using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace Countersign.Channels;

/// <summary>
/// The address of a socket in a folder (unix(7)). The kernel takes 108 bytes of path and homes may lie deeper, so the folder is opened
/// and named by its descriptor; it must stay open while the address is used.
/// </summary>
internal sealed unsafe class UnixAddress : IDisposable
{
    private const int PathAt = 2;
    private const int MaxPath = 107;

    private readonly Descriptor _folder;
    private readonly byte[] _bytes;

    private UnixAddress(Descriptor folder, byte[] bytes) => (_folder, _bytes) = (folder, bytes);

    internal static UnixAddress Of(string path)
    {
        var number = Libc.Open(Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/", Libc.O_PATH | Libc.O_DIRECTORY | Libc.O_CLOEXEC);
        if (number < 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        var folder = new Descriptor(number);
        var name = Encoding.UTF8.GetBytes(FormattableString.Invariant($"/proc/self/fd/{number}/{Path.GetFileName(path)}"));
        if (name.Length > MaxPath)
        {
            folder.Dispose();
            throw new ArgumentException("the name of the socket is too long", nameof(path));
        }

        // struct sockaddr_un: the family in the machine's order, then the path, ended by a zero.
        var bytes = new byte[PathAt + name.Length + 1];
        MemoryMarshal.Write(bytes, (ushort)Libc.AF_UNIX);
        name.CopyTo(bytes, PathAt);
        return new UnixAddress(folder, bytes);
    }

    internal void Bind(Descriptor socket)
    {
        fixed (byte* address = _bytes)
        {
            Check(Libc.Bind(socket, address, (uint)_bytes.Length));
        }
    }

    internal void Connect(Descriptor socket)
    {
        fixed (byte* address = _bytes)
        {
            Check(Libc.Connect(socket, address, (uint)_bytes.Length));
        }
    }

    public void Dispose() => _folder.Dispose();

    private static void Check(int result)
    {
        if (result != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }
}
