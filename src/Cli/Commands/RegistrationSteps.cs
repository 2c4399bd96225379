using Countersign.Core.Names;

namespace Countersign.Cli.Commands;

/// <summary>What to do with a new public key at the exchange, in the words that its pages use.</summary>
internal static class RegistrationSteps
{
    /// <param name="name">The key.</param>
    /// <param name="exchange">Where it is registered.</param>
    /// <param name="place">What holds the private half.</param>
    internal static string For(KeyName name, Exchange exchange, string place = "the signer") => exchange == Exchange.Live
        ? Live(name, place)
        : exchange == Exchange.Testnet ? Testnet(name, place) : Origin(name, exchange, place);

    private static string Live(KeyName name, string place) =>
        $"""

        key {name} is made; its private half stays in {place}. To register the public half above at Binance:
          1. sign in, open Account > API Management, choose Create API, then Self-generated
          2. paste the public key, with its BEGIN and END lines, and give it a label
          3. edit restrictions: tick "Enable Reading" and "Enable Spot & Margin Trading", nothing else;
             never tick "Enable Withdrawals" or "Permits Universal Transfer"
          4. choose "Restrict access to trusted IPs only" and enter the address this machine is seen under
          5. copy the API key that Binance shows (it is an id, not a secret) and run:
             countersign key activate {name} --api-key ID
        """;

    private static string Testnet(KeyName name, string place) =>
        $"""

        key {name} is made; its private half stays in {place}. To register the public half above at the spot test network:
          1. sign in at https://testnet.binance.vision and choose to register a public key (Ed25519 or RSA)
          2. paste the public key, with its BEGIN and END lines; keep to reading and trading
          3. copy the API key that is shown and run:
             countersign key activate {name} --api-key ID
        """;

    private static string Origin(KeyName name, Exchange exchange, string place) =>
        $"""

        key {name} is made; its private half stays in {place}. Register the public half above at the exchange
          {exchange}
        with permission to read and trade and an IP allow-list, then run:
          countersign key activate {name} --api-key ID
        """;
}
