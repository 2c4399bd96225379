using System.Text;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Confinement;

public sealed class ShippedProgramTests
{
    [Fact]
    public void The_entry_for_tests_is_in_the_variant_and_in_no_shipped_program()
    {
        // artifacts/bin/Unit/release/ → artifacts/bin/PROJECT/release/
        var output = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        byte[] Program(string project, string name) =>
            File.ReadAllBytes(Path.Combine(output.Parent!.Parent!.FullName, project, output.Name, $"Countersign.{name}.dll"));

        HasEntry(Program("ProbedSigner", "Signer")).ShouldBeTrue();
        foreach (var name in new[] { "Signer", "Gateway", "Courier", "Cli" })
        {
            HasEntry(Program(name, name)).ShouldBeFalse(name);
        }
    }

    // What only the variant does: the file that orders stand in, and the attacks.
    private static bool HasEntry(byte[] program) =>
        program.AsSpan().IndexOf("tcp-fast-open"u8) >= 0
        || program.AsSpan().IndexOf(Encoding.Unicode.GetBytes("tcp-fast-open")) >= 0
        || program.AsSpan().IndexOf(Encoding.Unicode.GetBytes("the file probe is not understood")) >= 0;
}
