using System.Globalization;
using System.Text.RegularExpressions;
using Countersign.Core.Frames;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Frames;

/// <summary>Keeps the tables of docs/process-protocol.md true.</summary>
public sealed partial class FrameDocumentTests
{
    private static readonly string _document = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Documents", "process-protocol.md"));

    private static readonly (int Number, string Name, string Fields)[] _rows =
    [
        .. Row().Matches(_document).Select(static row => (
            int.Parse(row.Groups["number"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            row.Groups["name"].Value,
            row.Groups["fields"].Value)),
    ];

    [Fact]
    public void Every_frame_has_its_row() =>
        _rows.Select(static row => (row.Number, row.Name)).ShouldBe(AnyFrame.All.Select(static frame => ((int)frame.Type, frame.Type.ToString())));

    [Fact]
    public void Each_row_names_the_fields_in_their_order_and_with_their_types()
    {
        foreach (var (number, name, fields) in _rows)
        {
            var frame = AnyFrame.Of((FrameType)number);
            string[][] named = fields == "none" ? [] : [.. fields.Split(", ").Select(static field => field.Split(' '))];

            named.Select(static field => field[0]).ShouldBe(
                frame.Layout.GetProperties().Where(static property => !property.GetMethod!.IsStatic)
                    .Select(static property => char.ToLowerInvariant(property.Name[0]) + property.Name[1..]),
                name);
            byte[] packet = [Frame.Version, (byte)number, .. named.SelectMany(static field => Zero(field[1]))];
            frame.TryRead(packet, out _).ShouldBeTrue($"{name} is not laid out as its row says");
        }
    }

    [Fact]
    public void The_limit_is_that_of_the_code() =>
        _document.ShouldContain(string.Create(CultureInfo.InvariantCulture, $"at most {Frame.MaxLength:N0} bytes"));

    private static byte[] Zero(string type) => new byte[type switch
    {
        "u8" or "flag" => 1,
        "u16" => 2,
        "u32" or "bytes" => 4,
        "u64" or "i64" => 8,
        "decimal" => 16,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "the page explains no such type"),
    }];

    [GeneratedRegex(@"^\| 0x(?<number>[0-9A-F]{2}) \| `(?<name>\w+)` \| (?<fields>.+) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();
}
