using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Countersign.Confinement.Measures;

namespace Countersign.Cli.Doctor.Findings;

/// <summary>How <c>up</c> is run: by the unit or by hand, where it listens, and by which clock.</summary>
internal static class ServiceFindings
{
    private const string Part = "service";

    /// <param name="files">The kernel's.</param>
    /// <param name="supervisor">The process id of a running <c>up</c>; null when none runs.</param>
    /// <param name="isRoot">Whether who asks could install a unit.</param>
    internal static Finding Unit(KernelFiles files, int? supervisor, bool isRoot)
    {
        const string why = "the unit takes from the supervisor what it does not need: files, capabilities, system calls, swap";
        var remedy = $"install {Package.File("countersign.service")} as docs/operators-guide.md says";
        if (!Directory.Exists("/run/systemd/system"))
        {
            return new Finding(Part, "systemd-unit", MeasureState.Impossible, "systemd does not run here", why, remedy);
        }

        if (supervisor is not { } processId)
        {
            return new Finding(Part, "systemd-unit", isRoot ? MeasureState.Off : MeasureState.Impossible, "not running", why, remedy);
        }

        return files.Read(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/cgroup"))?.Contains("/system.slice/", StringComparison.Ordinal) == true
            ? new Finding(Part, "systemd-unit", MeasureState.On, "", why, remedy)
            : new Finding(Part, "systemd-unit", isRoot ? MeasureState.Off : MeasureState.Impossible, "started by hand", why, remedy);
    }

    /// <summary>Where bots connect.</summary>
    internal static Finding Listening(string url)
    {
        const string why = "an address of the internet is found and tried by everybody";
        const string remedy = "listen at 127.0.0.1 or at an address of a private network, with --listen";
        var host = new Uri(url).DnsSafeHost;
        return new Finding(
            Part, "listening-address", IPAddress.TryParse(host, out var address) && IsPrivate(address) ? MeasureState.On : MeasureState.Off, host, why, remedy);
    }

    internal static Finding Clock()
    {
        const string why = "the exchange refuses what is stamped by a wrong clock, and nothing is signed more than a second off";
        return new Finding(
            Part, "clock", NativeClock.IsSynchronised ? MeasureState.On : MeasureState.Off,
            NativeClock.IsSynchronised ? "synchronised" : "not synchronised", why, "apt-get install systemd-timesyncd (or chrony), then: timedatectl set-ntp true");
    }

    // RFC 1918, RFC 4193, loopback and link-local. The wildcard is every address that the machine has or will have.
    internal static bool IsPrivate(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IPAddress.IsLoopback(plain) || plain.IsIPv6LinkLocal || plain.IsIPv6UniqueLocal
            || (plain.AddressFamily == AddressFamily.InterNetwork && plain.GetAddressBytes() is var bytes
                && (bytes[0] == 10 || (bytes[0] == 172 && bytes[1] is >= 16 and < 32) || (bytes[0] == 192 && bytes[1] == 168) || (bytes[0] == 169 && bytes[1] == 254)));
    }
}
