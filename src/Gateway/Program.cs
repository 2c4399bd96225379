using System.Net.Sockets;
using System.Security.Cryptography;
using Countersign.Channels;
using Countersign.Confinement;
using Countersign.Gateway;
using Microsoft.AspNetCore.Connections;

// Exit codes: 0 when the supervisor ended, 1 when the address or the certificate cannot be used, 2 for wrong arguments.
var start = ProgramStart.From(args);
if (!GatewayOptions.TryParse(start.Arguments, out var options, out var problem))
{
    await Console.Error.WriteLineAsync($"gateway: {problem}");
    return 2;
}

if (Supervision.NumberIn(start.Arguments) is not { } control)
{
    await Console.Error.WriteLineAsync("gateway: the option --control is missing; the gateway is started by 'countersign up'");
    return 2;
}

var report = start.Confine(Profile.Gateway(options.Listen.Port, options.TlsFiles), control);
using var supervision = Supervision.Take(control);
try
{
    await using var server = new GatewayServer(options, TimeProvider.System);
    var url = await server.StartAsync();
    supervision.Ready(report.Write(), url);
    await using var signal = server.Stopping.Register(supervision.Channel.Close);
    _ = server.Abandoned.ContinueWith(_ => supervision.Channel.Close(), TaskScheduler.Default);
    supervision.Run(server.Link, (_, _) => { });
    await server.StopAsync();
    return 0;
}
catch (IOException exception) when (exception.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync($"gateway: {options.Listen} is in use by another program; choose another with --listen, or port 0 for a free one");
    return 1;
}
catch (CryptographicException exception) when (options.HasTls)
{
    await Console.Error.WriteLineAsync(
        $"gateway: {options.TlsCertificateFile} and {options.TlsKeyFile} are not a certificate and its private key in PEM: {exception.Message}");
    return 1;
}
catch (Exception exception) when (exception is IOException or SocketException or CryptographicException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync($"gateway: {exception.Message}");
    return 1;
}
