using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Countersign.Core.Frames;
using Countersign.Gateway;
using Shouldly;
using Xunit;

namespace Countersign.Unit.Gateway;

public sealed class TlsTests
{
    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Speaks_tls_with_the_certificate_it_was_given(string version)
    {
        using var folder = new TemporaryFolder();
        using var certificate = MakeCertificate();
        var certificateFile = folder.File("certificate.pem");
        var keyFile = folder.File("key.pem");
        await File.WriteAllTextAsync(certificateFile, certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(keyFile, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        GatewayOptions.TryParse(
            ["--listen", "127.0.0.1:0", "--tls-certificate", certificateFile, "--tls-key", keyFile], out var options, out var problem).ShouldBeTrue(problem);

        await using var world = await GatewayWorld.StartAsync(options!);
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(certificate);
        using var client = new HttpClient(handler)
        {
            DefaultRequestVersion = Version.Parse(version),
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        var asked = client.PostAsync(new Uri($"{world.Url}/api/v3/order?timestamp=1&signature=0"), new ByteArrayContent("symbol=A"u8.ToArray()));
        Frame.TryRead<BotCall>(await world.Signer.NextAsync(), out var call).ShouldBeTrue();
        call.Query.SequenceEqual("timestamp=1&signature=0"u8).ShouldBeTrue();
        call.Body.SequenceEqual("symbol=A"u8).ShouldBeTrue();
        world.Courier.Answer(call.Id, "{}", headers: "X-MBX-USED-WEIGHT-1M: 3\r\n");

        using var answer = await asked;
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.GetValues("x-mbx-used-weight-1m").ShouldBe(["3"]);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("{}");
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=gateway", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
    }
}
