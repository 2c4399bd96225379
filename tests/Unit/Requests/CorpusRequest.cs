using System.Text;
using Countersign.Core.Catalogue;
using Shouldly;

namespace Countersign.Unit.Requests;

/// <summary>A request kept in Corpus/requests.</summary>
internal sealed record CorpusRequest(string Name, string Outcome, HttpVerb Method, byte[] Path, byte[] Query, byte[] Body)
{
    public static CorpusRequest Load(string file)
    {
        var parts = Encoding.Latin1.GetString(File.ReadAllBytes(file)).Split('\n', 4);
        parts.Length.ShouldBe(4, file);
        var call = parts[1].Split(' ');
        HttpVerbs.TryParse(call[0], out var method).ShouldBeTrue(file);
        return new CorpusRequest(System.IO.Path.GetFileName(file), parts[0], method, Latin1(call[1]), Latin1(parts[2]), Latin1(parts[3]));
    }

    private static byte[] Latin1(string text) => Encoding.Latin1.GetBytes(text);
}
