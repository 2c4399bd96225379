using System.Globalization;
using System.Text;
using Countersign.Core.Frames;
using Countersign.Core.Records;

namespace Countersign.Core.Journal.Fields;

/// <summary>The fields of each kind of entry in their order, for those who print entries without acting on them.</summary>
public static class EntryFields
{
    private static readonly string[] Records = Words<RecordKind>();

    private static readonly EntryField Owned = Choice("record", Records);

    private static readonly Dictionary<EntryKind, EntryField[]> Table = new()
    {
        [EntryKind.Opened] = [Hex("vaultId"), Text("origin"), Hex("publicKey")],
        [EntryKind.Started] =
        [
            U64("life"), Hex("bootId"), I64("monotonic"), Flag("strict"), Flag("unclean"), U64("dropped"), Text("software"),
        ],
        [EntryKind.Ended] = [],
        [EntryKind.Unlocked] = [],
        [EntryKind.Locked] = [],
        [EntryKind.LossAccepted] = [U64("seenSize"), Hex("seenRoot"), Text("reason")],
        [EntryKind.Sealed] = [Choice("act", Words<SealedAct>()), Owned, Text("name"), U64("recordVersion"), Hex("digest")],
        [EntryKind.Accepted] = [Owned, Text("name"), U64("recordVersion"), Hex("policyHash")],
        [EntryKind.Revoked] = [Owned, Text("name")],
        [EntryKind.Signed] =
        [
            Text("bot"), Text("key"), Text("source"), Text("endpoint"), Text("parameters"), U64("policyVersion"), Hex("policyHash"),
            Decimal("bid"), Decimal("ask"), Decimal("average"), U32("factsAge"),
            Text("asset"), U32("orders"), Decimal("notional"), Decimal("loss"),
        ],
        [EntryKind.OrderEnded] = [U64("order"), Text("status"), Decimal("executed")],
        [EntryKind.HouseRequest] = [Choice("purpose", Words<HousePurpose>()), Text("key"), Text("endpoint"), Text("parameters"), U64("about")],
        [EntryKind.Passed] = [Text("bot"), Text("key"), Text("source"), Text("endpoint"), Text("parameters")],
        [EntryKind.Refused] = [Text("bot"), Text("source"), Text("endpoint"), Text("code"), Text("sentence")],
        [EntryKind.RefusedMore] = [Text("bot"), Text("code"), U64("count")],
        [EntryKind.Leased] = [Choice("scope", Records), Text("name"), Text("asset"), U32("orders"), Decimal("notional"), Decimal("loss")],
    };

    /// <summary>The kinds that there are.</summary>
    public static IReadOnlyCollection<EntryKind> Kinds => Table.Keys;

    /// <summary>The fields of a kind that there is.</summary>
    public static IReadOnlyList<EntryField> Of(EntryKind kind) => Table[kind];

    /// <summary>The kind's name as it is printed and asked for: <c>order-ended</c>.</summary>
    public static string NameOf(EntryKind kind) => Word(kind.ToString());

    /// <summary>Reads all fields. False where the kind is unknown, or the fields are not those of the kind; never throws.</summary>
    public static bool TryRead(EntryKind kind, FrameReader fields, out EntryValue[] values)
    {
        if (!Table.TryGetValue(kind, out var layout))
        {
            values = [];
            return false;
        }

        values = new EntryValue[layout.Length];
        for (var i = 0; i < layout.Length; i++)
        {
            values[i] = new EntryValue(layout[i], Read(layout[i], ref fields));
        }

        return fields.IsComplete;
    }

    /// <summary>Is it a whole entry of a kind that is known, with the fields of its kind? Allocates nothing; never throws.</summary>
    public static bool Fit(ReadOnlySpan<byte> entry)
    {
        if (!Entry.TryReadHead(entry, out var kind, out _, out var fields) || !Table.TryGetValue(kind, out var layout))
        {
            return false;
        }

        foreach (var field in layout)
        {
            Skip(field, ref fields);
        }

        return fields.IsComplete;
    }

    private static void Skip(EntryField field, scoped ref FrameReader fields)
    {
        switch (field.Type)
        {
            case EntryFieldType.Choice:
                _ = fields.Choice((byte)(field.Choices!.Count - 1));
                break;
            case EntryFieldType.Flag:
                _ = fields.Flag();
                break;
            case EntryFieldType.U32:
                _ = fields.UInt32();
                break;
            case EntryFieldType.U64 or EntryFieldType.I64:
                _ = fields.UInt64();
                break;
            case EntryFieldType.Decimal:
                _ = fields.Decimal();
                break;
            default:
                _ = fields.Bytes();
                break;
        }
    }

    private static string Read(EntryField field, scoped ref FrameReader fields) => field.Type switch
    {
        EntryFieldType.Choice => field.Choices![fields.Choice((byte)(field.Choices.Count - 1)) is var choice && choice < field.Choices.Count ? choice : 0],
        EntryFieldType.Flag => fields.Flag() ? "true" : "false",
        EntryFieldType.U32 => fields.UInt32().ToString(CultureInfo.InvariantCulture),
        EntryFieldType.U64 => fields.UInt64().ToString(CultureInfo.InvariantCulture),
        EntryFieldType.I64 => fields.Int64().ToString(CultureInfo.InvariantCulture),
        EntryFieldType.Decimal => fields.Decimal().ToString(CultureInfo.InvariantCulture),
        EntryFieldType.Text => Encoding.UTF8.GetString(fields.Bytes()),
        EntryFieldType.Hex => Convert.ToHexStringLower(fields.Bytes()),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field.Type, "no such type of field"),
    };

    private static EntryField Choice(string name, string[] words) => new(name, EntryFieldType.Choice, words);

    private static EntryField Flag(string name) => new(name, EntryFieldType.Flag);

    private static EntryField U32(string name) => new(name, EntryFieldType.U32);

    private static EntryField U64(string name) => new(name, EntryFieldType.U64);

    private static EntryField I64(string name) => new(name, EntryFieldType.I64);

    private static EntryField Decimal(string name) => new(name, EntryFieldType.Decimal);

    private static EntryField Text(string name) => new(name, EntryFieldType.Text);

    private static EntryField Hex(string name) => new(name, EntryFieldType.Hex);

    private static string[] Words<TEnum>()
        where TEnum : struct, Enum => [.. Enum.GetNames<TEnum>().Select(Word)];

    private static string Word(string name)
    {
        var word = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && word.Length > 0)
            {
                word.Append('-');
            }

            word.Append(char.ToLowerInvariant(letter));
        }

        return word.ToString();
    }
}
