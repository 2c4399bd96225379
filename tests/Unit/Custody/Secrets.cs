using System.Text;
using Countersign.Signer.Memory;

namespace Countersign.Unit.Custody;

/// <summary>Test secrets in guarded memory.</summary>
internal static class Secrets
{
    public static SecretBuffer Of(string text) => SecretBuffer.CopyOf(Encoding.UTF8.GetBytes(text));

    public static SecretBuffer OfHex(string hex) => SecretBuffer.CopyOf(Convert.FromHexString(hex));
}
