using System.Security.Cryptography.X509Certificates;
using System.Text;
using Countersign.Channels;
using Countersign.Core.Frames;
using Countersign.Core.Requests;
using Countersign.Gateway.Calls;
using Countersign.Gateway.Door;
using Countersign.Gateway.Links;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Console;

namespace Countersign.Gateway;

/// <summary>
/// The gateway in one piece: Kestrel with limits set for hostile clients, the door behind it, and the links to signer and courier.
/// The caller brings the links and stops it before disposing.
/// </summary>
internal sealed class GatewayServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly PendingCalls _calls = new();
    private readonly Peers _peers;
    private readonly Recovery _recovery;

    internal GatewayServer(GatewayOptions options, TimeProvider time)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddSimpleConsole(format => format.SingleLine = true);
        // What keeps it from starting is said once, in one sentence, by Program.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        // It would begin an activity for each request, which nobody sees.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, options));

        // Nothing here blocks, so that the thread that received a request may handle it: to wake another costs as much as a signature.
        builder.WebHost.UseSockets(static sockets => sockets.UnsafePreferInlineScheduling = true);
        if (options.HasTls)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        _application = builder.Build();
        _peers = new Peers(_calls, time, _application.Services.GetRequiredService<ILogger<Peers>>());
        _recovery = new Recovery(_calls, _peers, time);
        var door = new BotDoor(new CallDesk(_calls, _peers, _recovery, time), options.Exchange);
        _application.Run(door.AnswerAsync);
    }

    /// <summary>Calls under way: zero when all is quiet.</summary>
    internal int CallsUnderWay => _calls.Count;

    /// <summary>Cancelled when the process was asked to end by a signal.</summary>
    internal CancellationToken Stopping => _application.Lifetime.ApplicationStopping;

    /// <summary>Completes when the process should end and be started again, because it was left without a peer.</summary>
    internal Task Abandoned => _peers.Abandoned;

    /// <summary>Takes over a channel to a peer.</summary>
    internal void Link(Peer peer, uint generation, Channel channel) => _peers.Link(peer, generation, channel);

    /// <summary>Listens, and returns the URL with the port that was taken.</summary>
    internal async Task<string> StartAsync()
    {
        _recovery.Start();
        await _application.StartAsync();
        var addresses = _application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        return addresses.Addresses.Single();
    }

    internal async Task StopAsync()
    {
        await _application.StopAsync();
        await _recovery.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _recovery.Dispose();
    }

    private static void Configure(KestrelServerOptions kestrel, GatewayOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.AllowSynchronousIO = false;
        kestrel.AllowResponseHeaderCompression = false;
        // Header values are bytes to us: Latin-1 maps each to one character and back.
        kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
        kestrel.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;

        var limits = kestrel.Limits;
        limits.MaxConcurrentConnections = 4096;
        limits.MaxConcurrentUpgradedConnections = 0;
        limits.MaxRequestLineSize = RequestLimits.MaxQuery + 1024;
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.MaxRequestHeaderCount = 64;
        limits.MaxRequestBodySize = RequestLimits.MaxBody;
        limits.MaxRequestBufferSize = 64 * 1024;
        limits.MaxResponseBufferSize = 64 * 1024;
        limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(5));

        kestrel.Listen(options.Listen, listener =>
        {
            // HTTP/2 without TLS is spoken by prior knowledge only, which no bot has.
            listener.Protocols = options.HasTls ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
            if (options.HasTls)
            {
                var chain = new X509Certificate2Collection();
                chain.ImportFromPemFile(options.TlsCertificateFile!);
                listener.UseHttps(https =>
                {
                    https.ServerCertificate = X509Certificate2.CreateFromPemFile(options.TlsCertificateFile!, options.TlsKeyFile);
                    https.ServerCertificateChain = chain;
                });
            }
        });
    }
}
