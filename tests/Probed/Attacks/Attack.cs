using System.Globalization;
using System.Runtime.InteropServices;

namespace Countersign.Attacks;

/// <summary>
/// What somebody would do who runs code of his own inside one of the processes. Each attack makes its system calls itself, so that nothing of
/// .NET stands between it and the kernel, and says <c>done</c> or the error; those that the filter answers with the end of the process say nothing.
/// </summary>
internal static unsafe class Attack
{
    private const int Done = 0;
    private const int Family = 2;
    private const int Stream = 1;
    private const int Datagram = 2;
    private const int FastOpen = 0x2000_0000;

    /// <param name="name">Which.</param>
    /// <param name="argument">A port, a path, a process id, or a process id and an address in its memory.</param>
    public static string Run(string name, string argument)
    {
        var result = name switch
        {
            "tcp-connect" => Connect(argument),
            "tcp-fast-open" => SendTo(Stream, FastOpen, argument),
            "tcp-listen" => Listen(),
            "udp-send" => SendTo(Datagram, 0, argument),
            "unix-socket" => Kernel.Socket(1, Stream, 0),
            "raw-packets" => Kernel.Socket(17, 3, 0x0300),
            "start-program" => Spawn(),
            "execute" => Kernel.Execute("/bin/true", 0, 0),
            "fork" => Fork(),
            "read-file" or "read-memory" => Kernel.Open(argument, Kernel.ReadOnly, 0),
            "write-file" => Kernel.Open(argument, Kernel.CreateForWriting, 0x180),
            "list-folder" => Kernel.Open(argument, Kernel.Folder, 0),
            "load-library" => LoadLibrary(argument),
            "trace" => Kernel.Trace(16, Number(argument), 0, 0),
            "read-process" => ReadProcess(argument),
            "steal-descriptor" => StealDescriptor(Number(argument)),
            "signal" => Kernel.Kill(Number(argument), 0),
            "memory-file" => Kernel.MemoryFile("x", 0),
            "io-uring" => IoUring(),
            "keys" => (int)Kernel.Call(Kernel.Keyctl, 0, -3, 1),
            "unshare" => Kernel.Unshare(0x200),
            "allow-dumps" => Kernel.Control(4, 1),
            "allow-core" => Kernel.SetLimit(4, [1 << 20, 1 << 20]),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such attack"),
        };
        return result >= 0 ? "done" : Marshal.GetLastPInvokeError() switch
        {
            1 => "EPERM",
            13 => "EACCES",
            var other => other.ToString(CultureInfo.InvariantCulture),
        };
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static Kernel.Address Loopback(string port) => new()
    {
        Family = Family,
        Port = (ushort)((Number(port) << 8) | (Number(port) >> 8)),
        Host = 0x0100_007f,
    };

    private static int Connect(string port)
    {
        var socket = Kernel.Socket(Family, Stream, 0);
        return socket < 0 ? socket : Kernel.Connect(socket, Loopback(port), sizeof(Kernel.Address));
    }

    private static int SendTo(int type, int flags, string port)
    {
        var socket = Kernel.Socket(Family, type, 0);
        return socket < 0 ? socket : (int)Kernel.SendTo(socket, "key"u8, 3, flags, Loopback(port), sizeof(Kernel.Address));
    }

    private static int Listen()
    {
        var socket = Kernel.Socket(Family, Stream, 0);
        if (socket < 0)
        {
            return socket;
        }

        var bound = Kernel.Bind(socket, Loopback("0"), sizeof(Kernel.Address));
        return bound < 0 ? bound : Kernel.Listen(socket, 1);
    }

    // The loader keeps the error to itself; to open the file is where it fails.
    private static int LoadLibrary(string path) =>
        NativeLibrary.TryLoad(path, out _) ? Done : Math.Min(Kernel.Open(path, Kernel.ReadOnly, 0), -1);

    private static int Spawn()
    {
        var error = Kernel.Spawn(out _, "/bin/true", 0, 0, [0], [0]);
        Marshal.SetLastPInvokeError(error);
        return error == 0 ? Done : -1;
    }

    // The child ends at once: of a .NET process it has but one thread.
    private static int Fork()
    {
        var child = Kernel.Call(Kernel.Clone, 17, 0, 0);
        if (child == 0)
        {
            _ = Kernel.Call(Kernel.ExitGroup, 0, 0, 0);
        }

        return (int)child;
    }

    private static int ReadProcess(string argument)
    {
        var parts = argument.Split(':');
        var buffer = stackalloc byte[16];
        var here = new Kernel.Vector { Start = buffer, Length = 16 };
        var there = new Kernel.Vector { Start = (void*)nint.Parse(parts[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture), Length = 16 };
        return (int)Kernel.ReadProcess(Number(parts[0]), here, 1, there, 1, 0);
    }

    // Standard error, which every process has.
    private static int StealDescriptor(int process)
    {
        var handle = Kernel.Call(Kernel.OpenProcess, process, 0, 0);
        return (int)(handle < 0 ? handle : Kernel.Call(Kernel.TakeDescriptor, handle, 2, 0));
    }

    private static int IoUring()
    {
        var parameters = stackalloc byte[120];
        new Span<byte>(parameters, 120).Clear();
        return (int)Kernel.Call(Kernel.IoUringSetup, 8, (nint)parameters, 0);
    }
}
