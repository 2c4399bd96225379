using System.Net;
using Countersign.Cli.Doctor.Findings;
using Countersign.Confinement.Measures;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Doctor;

public sealed class ProcessFindingsTests : IDisposable
{
    private static readonly ConfinementReport Report = new(
        [new(MeasureName.SystemCalls, MeasureState.On), new(MeasureName.NoNewPrivileges, MeasureState.On), new(MeasureName.Files, MeasureState.Impossible, "no Landlock")]);

    private readonly string _root = Directory.CreateTempSubdirectory("countersign-unit-").FullName;

    [Fact]
    public void What_a_process_says_holds_where_the_kernel_says_the_same()
    {
        WriteStatus(seccomp: 2, noNewPrivileges: 1, capabilities: "0000000000000000");

        var findings = Find(Report);

        findings.ShouldAllBe(finding => !finding.IsOff);
        findings.Single(finding => finding.Name == "files").Seen.ShouldBe("no Landlock");
    }

    [Fact]
    public void A_process_that_claims_more_than_the_kernel_knows_is_not_believed()
    {
        WriteStatus(seccomp: 0, noNewPrivileges: 1, capabilities: "0000000000000000");

        Find(Report).Single(finding => finding.IsOff).Name.ShouldBe("system-calls");
    }

    [Fact]
    public void A_right_of_root_is_off()
    {
        WriteStatus(seccomp: 2, noNewPrivileges: 1, capabilities: "0000000000080000");

        Find(Report).Single(finding => finding.IsOff).Name.ShouldBe("capabilities");
    }

    [Fact]
    public void A_hidden_process_is_believed() => Find(Report).ShouldAllBe(finding => !finding.IsOff);

    [Fact]
    public void One_that_said_nothing_is_off() => Find(report: null).Single().IsOff.ShouldBeTrue();

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.31.0.1", true)]
    [InlineData("192.168.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("::ffff:10.0.0.1", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::", false)]
    [InlineData("8.8.8.8", false)]
    [InlineData("2001:db8::1", false)]
    public void An_address_of_the_internet_is_told_from_a_private_one(string address, bool expected) =>
        ServiceFindings.IsPrivate(IPAddress.Parse(address)).ShouldBe(expected);

    [Fact]
    public void The_libraries_are_there_with_their_versions() =>
        LibraryFindings.All().ShouldAllBe(finding => finding.State == MeasureState.On && finding.Seen.Length > 0);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private Finding[] Find(ConfinementReport? report) => [.. ProcessFindings.Of("signer", 7, report, new KernelFiles(_root))];

    private void WriteStatus(int seccomp, int noNewPrivileges, string capabilities)
    {
        Directory.CreateDirectory(Path.Combine(_root, "proc/7"));
        File.WriteAllText(Path.Combine(_root, "proc/7/status"), $"Name:\tx\nCapPrm:\t{capabilities}\nNoNewPrivs:\t{noNewPrivileges}\nSeccomp:\t{seccomp}\n");
    }
}
