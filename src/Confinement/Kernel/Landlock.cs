using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Countersign.Confinement.Kernel;

/// <summary>
/// A set of rules of Landlock (<c>Documentation/userspace-api/landlock.rst</c> of the kernel): what is not allowed here is forbidden to the
/// thread that applies it and to what it executes, for good. Rights that the kernel does not know yet are left out.
/// </summary>
internal sealed unsafe class Landlock : IDisposable
{
    private const int CreateRuleset = 444;
    private const int AddRule = 445;
    private const int RestrictSelf = 446;
    private const int VersionFlag = 1;
    private const int PathBeneath = 1;
    private const int NetworkPort = 2;
    private const ulong BindTcp = 1;
    private const ulong ConnectTcp = 2;
    private const ulong ScopeAbstractSockets = 1;
    private const ulong ScopeSignals = 2;

    // Versions of the interface at which rights came.
    private const int WithRefer = 2;
    private const int WithTruncate = 3;
    private const int WithNetwork = 4;
    private const int WithDevices = 5;
    private const int WithScope = 6;

    private readonly int _ruleset;
    private readonly LandlockRights _handled;
    private readonly ulong _handledNetwork;

    /// <param name="mayConnect">TCP connections are left alone.</param>
    /// <exception cref="Win32Exception">The kernel refuses, though it has Landlock.</exception>
    public Landlock(bool mayConnect)
    {
        _handled = RightsOf(Version);
        _handledNetwork = HasNetwork ? BindTcp | (mayConnect ? 0 : ConnectTcp) : 0;
        var attributes = new RulesetAttributes
        {
            Files = (ulong)_handled,
            Network = _handledNetwork,
            Scope = HasScope ? ScopeAbstractSockets | ScopeSignals : 0,
        };
        var size = HasScope ? sizeof(RulesetAttributes) : HasNetwork ? 2 * sizeof(ulong) : sizeof(ulong);
        _ruleset = (int)Check(Libc.SystemCall(CreateRuleset, (nint)(&attributes), size, 0, 0));
    }

    /// <summary>The kernel's version of the interface; zero when it has none, or does not let us.</summary>
    public static int Version { get; } = (int)Math.Max(0, Libc.SystemCall(CreateRuleset, 0, 0, VersionFlag, 0));

    /// <summary>Bind and connect of TCP can be forbidden.</summary>
    public static bool HasNetwork => Version >= WithNetwork;

    /// <summary>Signals and abstract sockets can be kept inside.</summary>
    public static bool HasScope => Version >= WithScope;

    /// <summary>Allows rights on a file, or below a folder. What does not exist is not there to be opened, and passed over.</summary>
    public void Allow(string path, LandlockRights rights)
    {
        var descriptor = Libc.Open(path, Libc.O_PATH | Libc.O_CLOEXEC);
        if (descriptor < 0)
        {
            return;
        }

        try
        {
            var possible = Directory.Exists(path) ? _handled : _handled & LandlockRights.OfFiles;
            var rule = new PathAttributes { Allowed = (ulong)(rights & possible), Parent = descriptor };
            _ = Check(Libc.SystemCall(AddRule, _ruleset, PathBeneath, (nint)(&rule), 0));
        }
        finally
        {
            _ = Libc.Close(descriptor);
        }
    }

    /// <summary>Allows to listen at a TCP port; 0 for one that the kernel chooses.</summary>
    public void AllowListening(int port)
    {
        if (_handledNetwork != 0)
        {
            var rule = new PortAttributes { Allowed = BindTcp, Port = (ulong)port };
            _ = Check(Libc.SystemCall(AddRule, _ruleset, NetworkPort, (nint)(&rule), 0));
        }
    }

    /// <summary>Restricts the calling thread, which has no new privileges, and the program that it executes next.</summary>
    public void Apply() => _ = Check(Libc.SystemCall(RestrictSelf, _ruleset, 0, 0, 0));

    public void Dispose() => _ = Libc.Close(_ruleset);

    private static LandlockRights RightsOf(int version)
    {
        var rights = (LandlockRights)((1UL << 16) - 1);
        rights &= version >= WithRefer ? rights : ~LandlockRights.Refer;
        rights &= version >= WithTruncate ? rights : ~LandlockRights.Truncate;
        return rights & (version >= WithDevices ? rights : ~LandlockRights.ControlDevice);
    }

    private static nint Check(nint result) =>
        result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());

    [StructLayout(LayoutKind.Sequential)]
    private struct RulesetAttributes
    {
        internal ulong Files;
        internal ulong Network;
        internal ulong Scope;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct PathAttributes
    {
        internal ulong Allowed;
        internal int Parent;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct PortAttributes
    {
        internal ulong Allowed;
        internal ulong Port;
    }
}
