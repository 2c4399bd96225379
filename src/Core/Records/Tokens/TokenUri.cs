using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Countersign.Core.Records.Tokens;

/// <summary>
/// Names one key in a PKCS#11 token, in the one order and spelling that a record may hold:
/// <c>pkcs11:token=…;serial=…;object=…;id=…?module-path=…</c> (RFC 7512). A PIN never stands in it.
/// </summary>
public sealed class TokenUri
{
    /// <summary>Longest URI, in bytes of ASCII.</summary>
    public const int MaxLength = 1024;

    private const int MaxLabel = 32;
    private const int MaxSerial = 16;
    private const int MaxName = 128;

    private TokenUri(string module, string token, string serial, string keyLabel, string keyId) =>
        (Module, Token, Serial, KeyLabel, KeyId) = (module, token, serial, keyLabel, keyId);

    /// <summary>Absolute path of the library that speaks for the token.</summary>
    public string Module { get; }

    /// <summary>The token's label.</summary>
    public string Token { get; }

    /// <summary>The token's serial number; empty before the signer has seen the token.</summary>
    public string Serial { get; }

    /// <summary>The key's label (<c>CKA_LABEL</c>); empty when its id says enough.</summary>
    public string KeyLabel { get; }

    /// <summary>The key's id (<c>CKA_ID</c>) in lower-case hexadecimal; empty when its label says enough.</summary>
    public string KeyId { get; }

    /// <summary>Puts the parts together, or says which cannot be.</summary>
    public static bool TryCreate(
        string module, string token, string serial, string keyLabel, string keyId, [NotNullWhen(true)] out TokenUri? uri, out string reason)
    {
        var made = new TokenUri(module, token, serial, keyLabel, keyId.ToLowerInvariant());
        reason = !IsPlain(module, MaxLength) || !module.StartsWith('/') || module.Split('/').Any(static part => part is "." or "..")
            ? "the module is named by its absolute path, such as /usr/lib/softhsm/libsofthsm2.so"
            : !IsPlain(token, MaxLabel) ? "a token is named by its label, 1 to 32 bytes"
            : serial.Length > 0 && !IsPlain(serial, MaxSerial) ? "the serial number of a token has at most 16 bytes"
            : keyLabel.Length == 0 && keyId.Length == 0 ? "the key in the token is named by its label, its id or both"
            : keyLabel.Length > 0 && !IsPlain(keyLabel, MaxName) ? "the label of a key has at most 128 bytes"
            : !IsId(made.KeyId) ? "the id of a key is 1 to 128 bytes in hexadecimal"
            : made.ToString().Length > MaxLength ? $"the names of module, token and key are longer than {MaxLength} bytes together"
            : "";
        uri = reason.Length == 0 ? made : null;
        return uri is not null;
    }

    /// <summary>Reads what <see cref="ToString"/> writes, and nothing else.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out TokenUri? uri, out string reason)
    {
        uri = null;
        reason = "this is not the PKCS#11 URI of a key in a token";
        if (bytes.Length > MaxLength || !Ascii.IsValid(bytes))
        {
            return false;
        }

        string text = Encoding.ASCII.GetString(bytes);
        if (!text.StartsWith("pkcs11:", StringComparison.Ordinal) || text.Split('?') is not [var path, var query])
        {
            return false;
        }

        var parts = path["pkcs11:".Length..].Split(';').Append(query)
            .Select(static part => part.Split('=', 2)).Where(static part => part.Length == 2)
            .GroupBy(static part => part[0], StringComparer.Ordinal).ToDictionary(static group => group.Key, static group => group.First()[1], StringComparer.Ordinal);
        string id = parts.GetValueOrDefault("id", "").Replace("%", "", StringComparison.Ordinal);
        return TryCreate(Text("module-path"), Text("token"), Text("serial"), Text("object"), id, out uri, out reason)
            && IsWrittenSo(ref uri, text, ref reason);

        string Text(string name) => Uri.UnescapeDataString(parts.GetValueOrDefault(name, ""));
    }

    /// <summary>The same key once the token's serial number is known: another token of the same label will not do.</summary>
    public TokenUri WithSerial(string serial) =>
        TryCreate(Module, Token, serial, KeyLabel, KeyId, out TokenUri? uri, out string reason) ? uri : throw new ArgumentException(reason, nameof(serial));

    public override string ToString()
    {
        var text = new StringBuilder("pkcs11:token=").Append(Uri.EscapeDataString(Token));
        Add(";serial=", Uri.EscapeDataString(Serial));
        Add(";object=", Uri.EscapeDataString(KeyLabel));
        Add(";id=", string.Concat(KeyId.Chunk(2).Select(static pair => string.Create(CultureInfo.InvariantCulture, $"%{pair[0]}{pair[1]}"))));
        return text.Append("?module-path=").Append(Uri.EscapeDataString(Module)).ToString();

        void Add(string name, string value) => _ = value.Length > 0 ? text.Append(name).Append(value) : text;
    }

    /// <summary>The encoded URI.</summary>
    public byte[] ToBytes() => Encoding.ASCII.GetBytes(ToString());

    private static bool IsWrittenSo(ref TokenUri? uri, string text, ref string reason)
    {
        if (uri!.ToString() == text)
        {
            return true;
        }

        uri = null;
        reason = "the PKCS#11 URI is not written as Countersign writes it";
        return false;
    }

    // What a token calls itself is shown to people: nothing that moves a cursor.
    private static bool IsPlain(string text, int limit) =>
        text.Length > 0 && Encoding.UTF8.GetByteCount(text) <= limit
        && text.EnumerateRunes().All(static rune => rune != Rune.ReplacementChar && !Rune.IsControl(rune) && Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format);

    private static bool IsId(string id) => id.Length % 2 == 0 && id.Length <= 2 * MaxName && id.All(char.IsAsciiHexDigitLower);
}
