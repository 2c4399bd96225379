using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Countersign.Benchmarks.Worlds;

namespace Countersign.Benchmarks.Ordering;

/// <summary>An nginx with a configuration of its own on a free port of loopback. Gone when disposed.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private static readonly string[] Places = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Folder _folder = new();
    private readonly Process _process;

    private Nginx(string server, string more)
    {
        Port = FreePort();
        var configuration = _folder.Write("nginx.conf", $$"""
            daemon off;
            worker_processes auto;
            pid nginx.pid;
            error_log stderr error;
            events { worker_connections 1024; }
            http {
                access_log off;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                default_type application/json;
                keepalive_requests 1000000000;
                keepalive_timeout 1h;
                {{more}}
                server {
                    listen 127.0.0.1:{{Port}};
                    {{server}}
                }
            }
            """);
        var program = Array.Find(Places, File.Exists)
            ?? throw new InvalidOperationException("nginx is missing, which is what Countersign is compared with: apt-get install nginx-light");
        _process = Process.Start(new ProcessStartInfo(program, ["-e", "stderr", "-p", Path.GetDirectoryName(configuration)!, "-c", configuration])
        {
            UseShellExecute = false,
        })!;
    }

    public int Port { get; }

    public Uri Url => new($"http://127.0.0.1:{Port}");

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="server">Directives of its server.</param>
    /// <param name="more">Directives beside the server.</param>
    public static async Task<Nginx> StartAsync(string server, string more)
    {
        var nginx = new Nginx(server, more);
        var clock = Stopwatch.StartNew();
        while (!await nginx.IsListeningAsync())
        {
            if (clock.Elapsed > Patience || nginx._process.HasExited)
            {
                await nginx.DisposeAsync();
                throw new InvalidOperationException("nginx did not start; its words are above");
            }

            await Task.Delay(20);
        }

        return nginx;
    }

    public async ValueTask DisposeAsync()
    {
        // Its workers end with it.
        if (!_process.HasExited)
        {
            Signals.Terminate(_process.Id);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _folder.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<bool> IsListeningAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
