using Countersign.Signer.Custody.Tokens.Cryptoki;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Tokens;

/// <summary>Only code that root alone can change gets into the signer.</summary>
public sealed class SystemLibraryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_library_of_the_system_is_taken_by_the_name_behind_its_links()
    {
        SystemLibrary.TryResolve("/usr/bin/env", out var resolved, out var reason).ShouldBeTrue(reason);
        resolved.ShouldStartWith("/usr/");
    }

    [Fact]
    public void A_file_below_a_folder_that_others_write_to_is_not()
    {
        var file = _folder.File("module.so");
        File.WriteAllText(file, "");

        SystemLibrary.TryResolve(file, out _, out var reason).ShouldBeFalse();
        reason.ShouldContain("can be changed by others than root");
    }

    [Fact]
    public void A_link_is_judged_by_what_it_leads_to()
    {
        // The other way round, from a folder that others write to into the system, only the system's file is loaded.
        var link = _folder.File("link.so");
        File.CreateSymbolicLink(link, "/usr/bin/env");
        SystemLibrary.TryResolve(link, out var resolved, out _).ShouldBeTrue();
        resolved.ShouldNotBe(link);

        SystemLibrary.TryResolve(_folder.File("missing.so"), out _, out var reason).ShouldBeFalse();
        reason.ShouldContain("cannot be opened");
    }
}
