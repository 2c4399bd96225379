using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Countersign.Core.Catalogue;
using Countersign.Core.Requests;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Requests;

/// <summary>The exchange's published signatures (sources in Vectors/vectors.json), over the bytes that the grammar says were signed.</summary>
public sealed partial class SigningVectorTests
{
    private static readonly JsonNode _vectors = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Vectors", "vectors.json")))!;

    [Fact]
    public void Documented_HMAC_signatures_are_over_the_bytes_that_the_grammar_gives()
    {
        var vectors = Rows("official_docs_verified").Where(row => Text(row, "scheme") == "HMAC-SHA256" && Text(row, "transport") == "REST").ToList();
        vectors.Count.ShouldBe(4);

        foreach (var row in vectors)
        {
            var path = Text(row, "id") == "sigex-hmac-timestamp" ? "/api/v3/account" : "/api/v3/order";
            var method = path == "/api/v3/account" ? HttpVerb.Get : HttpVerb.Post;
            var query = row["query"]?.GetValue<string>() ?? Text(row, "payload");
            Verify(row, Requested.Read(method, path, $"{query}&signature={Text(row, "signature")}", row["body"]?.GetValue<string>() ?? ""));
        }
    }

    [Fact]
    public void The_connectors_HMAC_signatures_are_over_the_bytes_that_the_grammar_gives()
    {
        var rows = Rows("official_java_connector_rest_hmac").ToList();
        var read = rows.Where(row => ReadUnderSomeMethod(row) is { } request && Verified(row, request)).ToList();

        // The connector's test data leaves some values empty, and an empty value is refused.
        rows.Except(read).ShouldBe(rows.Where(row => EmptyValue().IsMatch(Text(row, "payload"))));
        read.Count.ShouldBe(303);
    }

    [Fact]
    public void RSA_signatures_are_over_the_canonical_payload()
    {
        var vectors = Rows("official_docs_verified").Concat(Rows("computed_with_official_test_keys"))
            .Where(row => Text(row, "scheme") == "RSA-PKCS1v15-SHA256").ToList();
        vectors.Count.ShouldBe(4);

        foreach (var row in vectors)
        {
            using var rsa = RSA.Create();
            if (row["privateKeyPassword"]?.GetValue<string>() is { } password)
            {
                rsa.ImportFromEncryptedPem(Text(row, "privateKeyPem"), password);
            }
            else
            {
                rsa.ImportFromPem(Text(row, "privateKeyPem"));
            }

            var signature = rsa.SignData(Encoding.ASCII.GetBytes(Text(row, "payload")), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

            Convert.ToBase64String(signature).ShouldBe(Text(row, "signature"));
        }
    }

    [Fact]
    public void The_canonical_form_of_the_documented_order_has_the_documented_signature()
    {
        var row = Rows("official_docs_verified").Single(row => Text(row, "id") == "rest-hmac-nonascii");
        var request = Requested.Read(HttpVerb.Post, "/api/v3/order", $"{Text(row, "payload")}&signature=00");

        var canonical = Requested.Canonical(request, new Stamp(1_499_827_319_559, 5000, "x"u8));

        // The same parameters, but the id that every order gets stands before the window.
        canonical.Replace("&newClientOrderId=x", "", StringComparison.Ordinal).ShouldBe(Text(row, "payload"));
    }

    public static TheoryData<string, byte[], byte[], string> Rfc4231 => new()
    {
        { "1", Repeat(0x0b, 20), "Hi There"u8.ToArray(), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7" },
        { "2", "Jefe"u8.ToArray(), "what do ya want for nothing?"u8.ToArray(), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843" },
        { "3", Repeat(0xaa, 20), Repeat(0xdd, 50), "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe" },
        { "4", [.. Enumerable.Range(1, 25).Select(i => (byte)i)], Repeat(0xcd, 50), "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b" },
        {
            "6", Repeat(0xaa, 131), "Test Using Larger Than Block-Size Key - Hash Key First"u8.ToArray(),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        },
        {
            "7", Repeat(0xaa, 131),
            "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm."u8.ToArray(),
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
        },
    };

    // Case 5 is about truncation, which the exchange does not use.
    [Theory]
    [MemberData(nameof(Rfc4231))]
    public void HMAC_agrees_with_RFC_4231(string testCase, byte[] key, byte[] data, string mac) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, data)).ShouldBe(mac, testCase);

    private static byte[] Repeat(byte value, int count) => [.. Enumerable.Repeat(value, count)];

    private static BotRequest? ReadUnderSomeMethod(JsonNode row)
    {
        // The connector puts the timestamp last in the query, and the body follows without a separator.
        var match = EndOfQuery().Match(Text(row, "payload"));
        var query = Requested.Bytes($"{match.Groups["query"].Value}&signature={Text(row, "signature")}");
        var body = Requested.Bytes(match.Groups["body"].Value);
        var request = new BotRequest();
        foreach (var method in Enum.GetValues<HttpVerb>())
        {
            if (request.TryRead(method, Requested.Bytes(Text(row, "path")), query, body, out _))
            {
                return request;
            }
        }

        return null;
    }

    private static bool Verified(JsonNode row, BotRequest request)
    {
        Verify(row, request);
        return true;
    }

    private static void Verify(JsonNode row, BotRequest request)
    {
        var mac = new byte[BotRequest.MacLength];
        request.TryReadMac(mac).ShouldBeTrue();

        HMACSHA256.HashData(Encoding.ASCII.GetBytes(Text(row, "secretKey")), Requested.Signed(request)).ShouldBe(mac, Text(row, "payload"));
    }

    private static IEnumerable<JsonNode> Rows(string group) => _vectors[group]!.AsArray().Select(row => row!);

    private static string Text(JsonNode row, string name) => row[name]!.GetValue<string>();

    [GeneratedRegex("^(?<query>.*?timestamp=1736393892000)(?<body>.*)$", RegexOptions.None, 1000)]
    private static partial Regex EndOfQuery();

    [GeneratedRegex("=(&|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EmptyValue();
}
