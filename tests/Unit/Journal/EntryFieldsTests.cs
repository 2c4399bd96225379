using System.Buffers.Binary;
using Countersign.Cli.Journal;
using Countersign.Core.Journal;
using Countersign.Core.Journal.Entries;
using Countersign.Core.Journal.Fields;
using Countersign.Core.Records;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Journal;

public sealed class EntryFieldsTests
{
    [Fact]
    public void Every_kind_has_the_fields_of_its_entry_in_their_order()
    {
        EntryFields.Kinds.ShouldBe(AnyEntry.All.Select(static any => any.Kind));
        foreach (var any in AnyEntry.All)
        {
            EntryFields.Of(any.Kind).Select(static field => field.Name).ShouldBe(any.Names, any.Kind.ToString());
        }
    }

    [Fact]
    public void Random_fields_are_read_by_the_table_exactly_where_they_are_by_the_entry()
    {
        var random = new Random(15);
        var agreed = 0;
        foreach (var any in AnyEntry.All)
        {
            for (var round = 0; round < 300; round++)
            {
                var entry = Sealed(any.Kind, [.. EntryFields.Of(any.Kind).SelectMany(field => Bytes(field, random))]);
                if (round % 3 == 1)
                {
                    entry = Sealed(any.Kind, [.. entry.AsSpan(30, entry.Length - 34), 0]);
                }

                var isWhole = any.TryRead(entry);

                EntryFields.Fit(entry).ShouldBe(isWhole, $"{any.Kind}, round {round}");
                EntryView.TryRead(entry, out _).ShouldBe(isWhole);
                agreed += isWhole ? 1 : 0;
            }
        }

        agreed.ShouldBeGreaterThan(2000);
    }

    [Fact]
    public void Any_bytes_are_an_entry_or_none_but_never_an_exception()
    {
        var random = new Random(16);
        for (var round = 0; round < 3000; round++)
        {
            var bytes = new byte[random.Next(120)];
            random.NextBytes(bytes);
            EntryView.TryRead(bytes, out _).ShouldBeFalse();
            if (EntryView.TryRead(Sealed((EntryKind)random.Next(256), bytes), out var view))
            {
                _ = EntryPrinter.Line(view);
            }
        }

        EntryFields.Fit(Checked([1, 3])).ShouldBeFalse("it has a checksum and no head");
        Entry.TryReadHead(Checked([1, 3, .. new byte[24], 0, 0, 0, 9]), out _, out _).ShouldBeFalse("its owner is cut short");
    }

    [Fact]
    public void Values_are_those_that_were_written()
    {
        EntryView.TryRead(TestJournal.Entry(7, "alice", TestJournal.Order("symbol=BTCUSDT")), out var view).ShouldBeTrue();

        (view.Index, view.Owner, view.Kind).ShouldBe((7UL, "alice", EntryKind.Signed));
        view["bot"].ShouldBe("grid");
        view["parameters"].ShouldBe("symbol=BTCUSDT");
        view["bid"].ShouldBe("99.5");
        view["notional"].ShouldBe("1000.25");
        view["factsAge"].ShouldBe("12");
        view["policyHash"].ShouldBe(new string('0', 64));
        view["code"].ShouldBeNull();
    }

    [Fact]
    public void Entries_are_chosen_by_what_they_are_about()
    {
        EntryView.TryRead(TestJournal.Entry(7, "alice", TestJournal.Order("symbol=BTCUSDT")), out var order).ShouldBeTrue();
        EntryView.TryRead(TestJournal.Entry(8, "alice", new Revoked { Record = RecordKind.Bot, Name = "main"u8 }), out var revoked).ShouldBeTrue();

        new EntryFilter { Bot = "grid", Key = "main", Endpoint = "/api/v3/ORDER", Owner = "alice", Kind = EntryKind.Signed }.Matches(order).ShouldBeTrue();
        new EntryFilter { Key = "main" }.Matches(revoked).ShouldBeFalse("it is a bot of that name");
        new EntryFilter { Bot = "main" }.Matches(revoked).ShouldBeTrue();
        new EntryFilter { Endpoint = "order" }.Matches(revoked).ShouldBeFalse();
        new EntryFilter { Since = order.Time, Until = order.Time + 1 }.Matches(order).ShouldBeTrue();
        new EntryFilter { Until = order.Time }.Matches(order).ShouldBeFalse();
        new EntryFilter { Owner = "bob" }.Matches(order).ShouldBeFalse();
        new EntryFilter { Code = "max-notional" }.Matches(order).ShouldBeFalse();
    }

    [Fact]
    public void Nothing_that_a_bot_sent_reaches_a_terminal_as_it_is()
    {
        var hostile = TestJournal.Order("a\u001b[2Jb\nc\u202ed \u0007e\"f\u00a0g\\h\u0085");
        EntryView.TryRead(TestJournal.Entry(7, "alice", hostile), out var view).ShouldBeTrue();

        var line = EntryPrinter.Line(view);

        line.ShouldContain(""" parameters="a\u{1b}[2Jb\u{a}c\u{202e}d \u{7}e\u{22}f\u{a0}g\u{5c}h\u{85}" """);
        line.ShouldAllBe(static character => character >= ' ' && character < 127);
    }

    [Theory]
    [InlineData(0, "1970-01-01T00:00:00.000000Z")]
    [InlineData(1_790_000_000_000_001, "2026-09-21T14:13:20.000001Z")]
    [InlineData(long.MaxValue, "9223372036854775807")]
    [InlineData(long.MinValue, "-9223372036854775808")]
    public void Any_time_is_printed(long microseconds, string text) => EntryPrinter.Time(microseconds).ShouldBe(text);

    // With a head for an empty owner, and a checksum.
    private static byte[] Sealed(EntryKind kind, byte[] fields) => Checked([1, (byte)kind, .. new byte[28], .. fields]);

    private static byte[] Checked(byte[] bytes)
    {
        var entry = new byte[bytes.Length + 4];
        bytes.CopyTo(entry, 0);
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc = System.Numerics.BitOperations.Crc32C(crc, value);
        }

        BinaryPrimitives.WriteUInt32BigEndian(entry.AsSpan(bytes.Length), ~crc);
        return entry;
    }

    // Mostly sound, sometimes out of range.
    private static byte[] Bytes(EntryField field, Random random)
    {
        var bytes = new byte[field.Type switch
        {
            EntryFieldType.Choice or EntryFieldType.Flag => 1,
            EntryFieldType.U32 => 4,
            EntryFieldType.U64 or EntryFieldType.I64 => 8,
            EntryFieldType.Decimal => 16,
            _ => random.Next(20),
        }];
        random.NextBytes(bytes);
        switch (field.Type)
        {
            case EntryFieldType.Choice:
                return [(byte)random.Next(field.Choices!.Count + (random.Next(20) == 0 ? 1 : 0))];
            case EntryFieldType.Flag:
                return [(byte)random.Next(random.Next(20) == 0 ? 3 : 2)];
            case EntryFieldType.Decimal:
                BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(12), (uint)random.Next(random.Next(20) == 0 ? 30 : 29) << 16);
                return bytes;
            case EntryFieldType.Text or EntryFieldType.Hex:
                return [0, 0, 0, (byte)bytes.Length, .. bytes];
            default:
                return bytes;
        }
    }
}
