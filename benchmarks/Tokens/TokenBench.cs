using System.Diagnostics;
using System.Text;
using Countersign.Benchmarks.Reports;
using Countersign.Benchmarks.Worlds;
using Countersign.Core.Records;
using Countersign.Core.Records.Tokens;
using Countersign.Signer.Custody;
using Countersign.Signer.Custody.Tokens;
using Countersign.Signer.Memory;

namespace Countersign.Benchmarks.Tokens;

/// <summary>One signature by a key in the signer's memory and by the same kind of key in SoftHSM, taken in turn in one run.</summary>
internal static class TokenBench
{
    private const string Module = "/usr/lib/softhsm/libsofthsm2.so";
    private const string Label = "bench";
    private const string Pin = "123456";
    private const int WarmUp = 200;

    // The length of a limit order's canonical parameters.
    private static readonly byte[] _payload = new byte[180];

    /// <param name="signatures">Of each key.</param>
    public static Table Measure(int signatures)
    {
        var table = new Table(
            "One signature, by a key in memory and by a key in a SoftHSM token, in turn on one warm thread. Microseconds.",
            "key", "memory p50", "memory p99", "token p50", "token p99", "p50 ratio");
        using var folder = new Folder();
        var tokens = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(folder.Home)!, "tokens")).FullName;
        var configuration = folder.Write("softhsm2.conf", $"directories.tokendir = {tokens}\nobjectstore.backend = file\nlog.level = ERROR\n");
        Run(configuration, "softhsm2-util", "--init-token", "--free", "--label", Label, "--pin", Pin, "--so-pin", "12345678");
        SoftHsm.Configure(configuration);
        foreach (var (type, made, name) in new[] { (NewKeyType.Ed25519, "EC:edwards25519", "Ed25519"), (NewKeyType.Rsa2048, "rsa:2048", "RSA-2048") })
        {
            Run(configuration, "pkcs11-tool", "--module", Module, "--token-label", Label, "--login", "--pin", Pin,
                "--keypairgen", "--key-type", made, "--label", name, "--id", type == NewKeyType.Ed25519 ? "01" : "02");
        }

        // After the keys are made: the module reads the token when it starts.
        var open = new OpenTokens([Module], new RefusedPins(), TimeProvider.System);
        foreach (var (type, name) in new[] { (NewKeyType.Ed25519, "Ed25519"), (NewKeyType.Rsa2048, "RSA-2048") })
        {
            using var inMemory = InMemory(type);
            using var inToken = InToken(open, name);
            var (memory, token) = InTurn(inMemory, inToken, signatures);
            table.Add(name, At(memory, 0.5), At(memory, 0.99), At(token, 0.5), At(token, 0.99), At(token, 0.5) / At(memory, 0.5));
        }

        return table;
    }

    private static (double[] Memory, double[] Token) InTurn(ExchangeSigningKey inMemory, ExchangeSigningKey inToken, int signatures)
    {
        var memory = new double[signatures];
        var token = new double[signatures];
        var signature = new byte[512];
        for (var i = -WarmUp; i < signatures; i++)
        {
            var (first, second) = (Time(inMemory, signature), Time(inToken, signature));
            if (i >= 0)
            {
                (memory[i], token[i]) = (first, second);
            }
        }

        Array.Sort(memory);
        Array.Sort(token);
        return (memory, token);
    }

    private static double Time(ExchangeSigningKey key, byte[] signature)
    {
        var start = TimeProvider.System.GetTimestamp();
        key.Sign(_payload, signature);
        return TimeProvider.System.GetElapsedTime(start).TotalMicroseconds;
    }

    private static double At(double[] sorted, double share) => sorted[(int)(sorted.Length * share)];

    private static ExchangeSigningKey InMemory(NewKeyType type)
    {
        using var material = KeyGenerator.Generate(type);
        var content = new ExchangeKeyContent { Type = material.Type, Secret = material.Secret.Span, CreatedAt = 0 };
        return ExchangeSigningKey.TryOpen(content, out var key, out var reason) ? key : throw new InvalidOperationException(reason);
    }

    private static TokenSigningKey InToken(OpenTokens tokens, string label)
    {
        using var pin = SecretBuffer.CopyOf(Encoding.ASCII.GetBytes(Pin));
        return !TokenUri.TryCreate(Module, Label, "", label, "", out var uri, out var reason) ? throw new InvalidOperationException(reason)
            : tokens.TryOpenKey(uri, pin, out var key, out _) is { } problem ? throw new InvalidOperationException(problem.Sentence)
            : key!;
    }

    private static void Run(string configuration, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SOFTHSM2_CONF"] = configuration;
        using var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} failed; it is in the Debian packages softhsm2 and opensc: {error}");
        }
    }
}
