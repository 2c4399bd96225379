using System.Text;
using Countersign.Core.Frames;
using Countersign.Core.Names;
using Countersign.Core.Records;

namespace Countersign.Core.Budgets;

/// <summary>Books as a part of the signer's snapshot.</summary>
public static class BooksImage
{
    private const int IdentityOverhead = (2 * sizeof(uint)) + sizeof(byte);

    /// <summary>Bytes that <see cref="Write"/> writes.</summary>
    public static int Length(Books books) => sizeof(long) + sizeof(uint) + sizeof(uint)
        + books.Scopes.Sum(static scope => IdentityLength(scope.Key) + scope.Value.WrittenLength)
        + books.OpenOrders.Values.Sum(static order => sizeof(ulong) + IdentityLength(order.Bot.Identity) + IdentityLength(order.Key.Identity)
            + sizeof(uint) + Encoding.UTF8.GetByteCount(order.Charge.Asset) + sizeof(uint) + (2 * sizeof(decimal)) + sizeof(long)
            + (2 * sizeof(uint)) + Encoding.UTF8.GetByteCount(order.Name.Symbol) + Encoding.UTF8.GetByteCount(order.Name.Id));

    /// <summary>Writes books.</summary>
    public static void Write(Books books, scoped ref FrameWriter writer)
    {
        writer.Int64(books.SpentAt);
        writer.UInt32((uint)books.Scopes.Count);
        foreach (var (identity, scope) in books.Scopes)
        {
            WriteIdentity(identity, ref writer);
            scope.Write(ref writer);
        }

        writer.UInt32((uint)books.OpenOrders.Count);

        // By their age, from which the links between those of one name follow.
        foreach (var (index, order) in books.OpenOrders.OrderBy(static open => open.Key))
        {
            writer.UInt64(index);
            WriteIdentity(order.Bot.Identity, ref writer);
            WriteIdentity(order.Key.Identity, ref writer);
            writer.Bytes(Encoding.UTF8.GetBytes(order.Charge.Asset));
            writer.UInt32(order.Charge.Orders);
            writer.Decimal(order.Charge.Notional);
            writer.Decimal(order.Charge.Loss);
            writer.Bytes(Encoding.UTF8.GetBytes(order.Name.Symbol));
            writer.Bytes(Encoding.UTF8.GetBytes(order.Name.Id));
            writer.Int64(order.Since);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote into empty books; false for anything else.</summary>
    public static bool TryRead(Books books, scoped ref FrameReader reader)
    {
        books.RestoreSpentAt(reader.Int64());
        for (var left = reader.UInt32(); left > 0; left--)
        {
            if (!TryReadIdentity(ref reader, out var identity) || !books.Scope(identity).TryRead(ref reader))
            {
                return false;
            }
        }

        for (var left = reader.UInt32(); left > 0; left--)
        {
            var index = reader.UInt64();
            if (!TryReadIdentity(ref reader, out var bot) || !TryReadIdentity(ref reader, out var key))
            {
                return false;
            }

            var charge = new Charge(Encoding.UTF8.GetString(reader.Bytes()), reader.UInt32(), reader.Decimal(), reader.Decimal());
            var symbol = Encoding.UTF8.GetString(reader.Bytes());
            var id = reader.Bytes();
            var name = id.IsEmpty ? default : new ClientOrderName(key, symbol, id);
            books.Restore(index, new OpenOrder(books.Scope(bot), books.Scope(key), charge, name, reader.Int64()));
        }

        return true;
    }

    private static int IdentityLength(RecordIdentity identity) => IdentityOverhead + identity.Owner.Value.Length + identity.Name.Length;

    private static void WriteIdentity(RecordIdentity identity, scoped ref FrameWriter writer)
    {
        writer.Bytes(Encoding.ASCII.GetBytes(identity.Owner.Value));
        writer.Byte((byte)identity.Kind);
        writer.Bytes(Encoding.ASCII.GetBytes(identity.Name));
    }

    private static bool TryReadIdentity(scoped ref FrameReader reader, out RecordIdentity identity)
    {
        var owned = OwnerId.TryParse(Encoding.ASCII.GetString(reader.Bytes()), out var owner);
        identity = new RecordIdentity(owner, (RecordKind)reader.Choice((byte)RecordKind.Bot), Encoding.ASCII.GetString(reader.Bytes()));
        return owned;
    }
}
