using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Countersign.Core.Journal.Checkpoints;

/// <summary>
/// An Ed25519 public key that signs notes, as <see href="https://c2sp.org/signed-note"/> has it: a name, an id of four bytes, the key. Its text (a "vkey") is
/// <c>name+id in hex+Base64 of the byte 1 and the key</c>.
/// </summary>
public sealed class NoteKey
{
    public const int PublicKeyLength = 32;

    /// <summary>Of an Ed25519 signature.</summary>
    public const int SignatureLength = 64;

    private const byte Ed25519 = 1;
    private const int MaxNameLength = 255;

    private readonly byte[] _publicKey;

    /// <exception cref="ArgumentException">The name is none, or the key has another length.</exception>
    public NoteKey(string name, ReadOnlySpan<byte> publicKey)
    {
        if (!IsName(name) || publicKey.Length != PublicKeyLength)
        {
            throw new ArgumentException("a note key has a name without spaces or plus signs, and 32 bytes", nameof(name));
        }

        Name = name;
        _publicKey = publicKey.ToArray();
        byte[] hashed = [.. Encoding.UTF8.GetBytes(name), (byte)'\n', Ed25519, .. publicKey];
        Id = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(hashed));
    }

    public string Name { get; }

    /// <summary>The first four bytes of SHA-256 over name, line feed, the byte 1 and the key. A hint which key signed, not a fingerprint.</summary>
    public uint Id { get; }

    public ReadOnlySpan<byte> PublicKey => _publicKey;

    /// <summary>Reads a vkey; false for any other text and for keys that are not Ed25519.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out NoteKey? key)
    {
        key = null;
        if (text?.Split('+', 3) is not [var name, var id, var encoded] || !IsName(name) || !StrictBase64.TryRead(encoded, out var bytes)
            || bytes is not [Ed25519, .. { Length: PublicKeyLength } publicKey])
        {
            return false;
        }

        key = new NoteKey(name, publicKey);
        if (key.ToString() == text)
        {
            return true;
        }

        key = null;
        return false;
    }

    /// <summary>The vkey.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}+{Id:x8}+{Convert.ToBase64String([Ed25519, .. _publicKey])}");

    internal static bool IsName(string name)
    {
        if (name.Length is 0 or > MaxNameLength)
        {
            return false;
        }

        foreach (var character in name)
        {
            if (character == '+' || char.IsWhiteSpace(character) || char.IsControl(character) || char.IsSurrogate(character))
            {
                return false;
            }
        }

        return true;
    }
}
