using System.Text;
using Countersign.Core.Catalogue;
using Countersign.Courier.Market;
using Countersign.Courier.Outcomes;
using Countersign.Courier.Wire;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Courier;

public sealed class HostileAnswerTests
{
    private static readonly AskedCall _asked = new(SpotEndpoints.CancelOrder, "symbol=BTCUSDT&orderId=28", 0);

    private static readonly byte[][] _seeds =
    [
        Encoding.UTF8.GetBytes(FoundOrderTests.Order("CANCELED")),
        """[{"symbol":"BTCUSDT","bidPrice":"50000.00","bidQty":"1","askPrice":"50001","askQty":"0"}]"""u8.ToArray(),
        """{"mins":5,"price":"50000.10000000","closeTime":1}"""u8.ToArray(),
        """{"code":-1015,"msg":"Too many new orders; current limit is 50 orders per 10 SECOND."}"""u8.ToArray(),
    ];

    [Theory]
    [InlineData("""{"symbol":"BTCUSDT","orderId":28,"status":"\ud800"}""")]
    [InlineData("""{"symbol":"BTCUSDT","orderId":28,"status":"CANCELED","price":"\uDC00"}""")]
    [InlineData("""{"symbol":"BTCUSDT","orderId":28,"status":"CANCELED","\ud83d":1}""")]
    [InlineData("{\"symbol\":\"\u00ff\u00fe\",\"orderId\":28}")]
    [InlineData("""{"code":"\ud800"}""")]
    public void Text_that_is_none_is_no_answer(string body) => StrictJson.Read(Encoding.Latin1.GetBytes(body)).ShouldBeNull();

    [Fact]
    public void No_answer_makes_a_reader_throw()
    {
        var random = new Random(20260102);
        for (var i = 0; i < 20_000; i++)
        {
            var body = Mutate(_seeds[i % _seeds.Length], random);
            FoundOrder.Judge(_asked, Answer(200, body), inMicroseconds: true);
            _ = Answer(400, body).Code;
            if (StrictJson.Read(body) is { } json)
            {
                _ = PriceReader.BestPrices(json).ToList();
                _ = PriceReader.Average(json);
            }
        }
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var body = seed.ToList();
        for (var changes = random.Next(1, 5); changes > 0 && body.Count > 0; changes--)
        {
            var at = random.Next(body.Count);
            switch (random.Next(4))
            {
                case 0:
                    body[at] = (byte)random.Next(256);
                    break;
                case 1:
                    body.RemoveAt(at);
                    break;
                case 2:
                    body.InsertRange(at, [.. new[] { "\\ud800"u8.ToArray(), "{"u8.ToArray(), "\""u8.ToArray(), "1e999"u8.ToArray(), "null"u8.ToArray() }[random.Next(5)]]);
                    break;
                default:
                    body = [.. body.Take(at + 1)];
                    break;
            }
        }

        return [.. body];
    }

    private static ExchangeAnswer Answer(ushort status, byte[] body) => new() { Status = status, Headers = [], Body = body, IsEncoded = false };
}
