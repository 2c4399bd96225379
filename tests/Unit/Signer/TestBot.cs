using System.Security.Cryptography;
using System.Text;

namespace Countersign.Unit.Signer;

/// <summary>A bot's side of its credential.</summary>
internal sealed record TestBot(string Name, string ApiKey, string Secret, byte[] Record)
{
    /// <summary>Lower-case hex, as bots write it.</summary>
    public string Sign(string parameters) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.Latin1.GetBytes(Secret), Encoding.Latin1.GetBytes(parameters)));

    /// <summary>Parameters and signature.</summary>
    public string Signed(string parameters) => $"{parameters}&signature={Sign(parameters)}";
}
