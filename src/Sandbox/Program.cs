using System.Runtime.InteropServices;
using System.Text.Json;
using Countersign.Sandbox;
using Countersign.Sandbox.Limits;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

if (SandboxOptions.Read(args, out var mistake) is not { } options)
{
    return await FailAsync(2, "usage", mistake!, SandboxOptions.Usage);
}

// 1. The exchange, and its door. Nothing is read from the environment or the working directory.
var exchange = new Exchange(TimeProvider.System, options.Seed) { Limits = new RateLimits(options.HasNoLimits) };
var front = new HttpFront(exchange, ControlToken.FromFile(options.ControlTokenFile));
var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Limits.MaxRequestBodySize = 1 << 20;
    kestrel.Limits.MaxRequestLineSize = 1 << 16;
    kestrel.Listen(options.Listen, static listen => listen.Protocols = HttpProtocols.Http1);
});
await using var app = builder.Build();
app.Run(front.Handle);
try
{
    await app.StartAsync();
}
catch (IOException error)
{
    var why = error.InnerException is AddressInUseException ? "another program uses it" : error.Message;
    return await FailAsync(1, "input-output", $"cannot listen on {options.Listen}: {why}", "--listen 127.0.0.1:0 takes a free port");
}

// 2. Reasons to stop.
var stop = new TaskCompletionSource();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, stop));
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, stop));
if (options.StopsWithStandardInput)
{
    _ = StopWithStandardInput(stop);
}

// 3. The market walks, and the exchange is ready, until somebody stops it.
await using var walk = options.IsQuiet
    ? null
    : TimeProvider.System.CreateTimer(_ => exchange.Step(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
var url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
Console.WriteLine(options.IsJson
    ? $$"""{"url":"{{url}}","control":"{{url}}/sandbox"}"""
    : $"the sandbox exchange is at {url}, its control API at {url}/sandbox; Ctrl-C stops it");
await stop.Task;

using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
await app.StopAsync(patience.Token);
return 0;

async Task<int> FailAsync(int status, string code, string message, string hint)
{
    await Console.Error.WriteLineAsync(args.Contains("--json")
        ? JsonSerializer.Serialize(new { error = new { code, message, hint, exitCode = status } })
        : $"sandbox: error: {message}\nsandbox: hint: {hint}");
    return status;
}

static void Stop(PosixSignalContext context, TaskCompletionSource stop)
{
    context.Cancel = true;
    stop.TrySetResult();
}

static async Task StopWithStandardInput(TaskCompletionSource stop)
{
    await using var input = Console.OpenStandardInput();
    var buffer = new byte[64];
    while (await input.ReadAsync(buffer) > 0)
    {
        // What comes in does not matter, only that it ends.
    }

    stop.TrySetResult();
}
