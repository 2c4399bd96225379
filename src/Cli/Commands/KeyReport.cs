using Countersign.Cli.Terminal;
using Countersign.Core.Names;

namespace Countersign.Cli.Commands;

/// <summary>What is said of a key that was just made or brought in: its public half, never more.</summary>
internal static class KeyReport
{
    internal static void Write(CommandContext context, KeyName name, string type, Exchange exchange, string publicKey)
    {
        if (!context.Json)
        {
            if (publicKey.Length > 0)
            {
                Output.Line(publicKey.TrimEnd());
            }

            return;
        }

        Output.Json(json =>
        {
            json.WriteString("owner"u8, context.Owner.Value);
            json.WriteString("key"u8, name.Value);
            json.WriteString("type"u8, type);
            json.WriteString("exchange"u8, exchange.Value);
            if (publicKey.Length > 0)
            {
                json.WriteString("publicKey"u8, publicKey);
            }
        });
    }
}
