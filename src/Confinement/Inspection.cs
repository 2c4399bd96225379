using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Countersign.Confinement.Kernel;
using Countersign.Confinement.Measures;
using Countersign.Confinement.SystemCalls;

namespace Countersign.Confinement;

/// <summary>Asks the kernel what holds, by its own word or by trying what should be forbidden.</summary>
internal static class Inspection
{
    // What everybody may read everywhere, and no profile allows.
    private const string AnybodysFolder = "/";

    private const int Elsewhere = 47_811;

    public static IEnumerable<Measure> Process()
    {
        yield return OnIf(MeasureName.Undumpable, Libc.Control(Libc.PR_GET_DUMPABLE, 0, 0, 0, 0) == 0);
        yield return OnIf(MeasureName.NoCore, Libc.GetLimit(Libc.RLIMIT_CORE, out var limit) == 0 && limit is { Soft: 0, Hard: 0 });
        yield return OnIf(MeasureName.NoNewPrivileges, Libc.Control(Libc.PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1);
        yield return OnIf(MeasureName.CleanStart, Environment.GetEnvironmentVariables().Count == CleanEnvironment.Variables.Count);
    }

    /// <exception cref="IOException">The kernel has Landlock, and nothing is restricted: this is no second start.</exception>
    public static IEnumerable<Measure> Files(Profile profile)
    {
        var version = Landlock.Version;
        if (version == 0)
        {
            var none = "no Landlock here";
            return [new(MeasureName.Files, MeasureState.Impossible, none), new(MeasureName.Tcp, MeasureState.Impossible, none), new(MeasureName.Scope, MeasureState.Impossible, none)];
        }

        if (CanOpen(AnybodysFolder))
        {
            throw new IOException($"the folder {AnybodysFolder} can still be opened; the option {ProgramStart.Marker} is not for people");
        }

        if (Landlock.HasNetwork && CanListenAnywhere(profile))
        {
            throw new IOException("a listener can still be opened at any port");
        }

        var detail = $"Landlock {version}";
        return
        [
            new(MeasureName.Files, MeasureState.On, detail),
            new(MeasureName.Tcp, Landlock.HasNetwork ? MeasureState.On : MeasureState.Impossible,
                profile switch { { MayConnect: true } => $"{detail}, no listener", { ListeningPort: not null } => $"{detail}, one listener", _ => $"{detail}, none" }),
            new(MeasureName.Scope, Landlock.HasScope ? MeasureState.On : MeasureState.Impossible, detail),
        ];
    }

    public static Measure SystemCalls() =>
        SystemCallFilter.IsOn ? new(MeasureName.SystemCalls, MeasureState.On)
        : SystemCallFilter.IsPossible ? new(MeasureName.SystemCalls, MeasureState.Off, $"{LibSeccomp.Library} is missing")
        : new(MeasureName.SystemCalls, MeasureState.Impossible, "the kernel does not filter");

    private static Measure OnIf(MeasureName name, bool holds) => new(name, holds ? MeasureState.On : MeasureState.Off);

    private static bool CanOpen(string folder)
    {
        var descriptor = Libc.Open(folder, Libc.O_RDONLY | Libc.O_DIRECTORY | Libc.O_CLOEXEC);
        if (descriptor < 0)
        {
            return Marshal.GetLastPInvokeError() != Libc.EACCES;
        }

        _ = Libc.Close(descriptor);
        return true;
    }

    // A port that is taken is not forbidden: only EACCES says no, as it does to everybody below 1024.
    private static bool CanListenAnywhere(Profile profile)
    {
        var port = profile.ListeningPort == Elsewhere ? Elsewhere + 1 : Elsewhere;
        var socket = Libc.Socket(Libc.AF_INET, Libc.SOCK_STREAM | Libc.SOCK_CLOEXEC, 0);
        var address = new Libc.InternetAddress { Family = Libc.AF_INET, PortInNetworkOrder = BinaryPrimitives.ReverseEndianness((ushort)port), AddressInNetworkOrder = 0x0100_007f };
        var result = Libc.Bind(socket, address, Marshal.SizeOf<Libc.InternetAddress>());
        var error = Marshal.GetLastPInvokeError();
        _ = Libc.Close(socket);
        return result == 0 || error != Libc.EACCES;
    }
}
