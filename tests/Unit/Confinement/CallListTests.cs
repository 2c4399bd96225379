using Countersign.Confinement;
using Countersign.Confinement.SystemCalls;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Confinement;

public sealed class CallListTests
{
    private static readonly string[] Ways = ["socket", "socketpair", "connect", "bind", "listen", "accept", "accept4"];

    public static TheoryData<string, string[]> Profiles => new()
    {
        { "signer", [] },
        { "gateway", ["socket", "bind", "listen", "accept", "accept4"] },
        { "courier", ["socket", "connect"] },
    };

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_profile_has_the_network_that_it_works_with_and_no_more(string name, string[] ways) =>
        NamesOf(name).Intersect(Ways).ShouldBe(ways, ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Profiles))]
    public void No_profile_allows_what_is_deadly_or_absent(string name, string[] ways)
    {
        ways.ShouldNotBeNull();
        NamesOf(name).Intersect([.. CallLists.Deadly, .. CallLists.Absent]).ShouldBeEmpty();
    }

    [Fact]
    public void Processes_are_never_forked_and_sockets_never_made_without_a_condition()
    {
        foreach (var call in CallLists.Common.Concat(CallLists.Gateway).Concat(CallLists.Courier).Concat(CallLists.SignalsTo(1)))
        {
            if (call.Name is "clone" or "socket" or "prctl" or "ioctl" or "kill" or "tgkill" or "prlimit64" or "sendto" or "sendmsg")
            {
                call.Conditions.ShouldNotBeEmpty(call.Name);
            }

            call.Name.ShouldNotBeOneOf("fork", "vfork", "memfd_create", "setrlimit");
        }
    }

    private static string[] NamesOf(string profile) => [.. CallLists.Common
        .Concat(profile switch { "signer" => Profile.Signer("/x").Calls, "gateway" => Profile.Gateway(1).Calls, _ => Profile.Courier().Calls })
        .Select(static call => call.Name).Distinct()];
}
