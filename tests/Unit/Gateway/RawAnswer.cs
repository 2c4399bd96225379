using System.Text;

namespace Countersign.Unit.Gateway;

/// <summary>What a bot got back.</summary>
internal sealed record RawAnswer(int Status, ILookup<string, string> Headers, byte[] Body)
{
    internal string Text => Encoding.UTF8.GetString(Body);
}
