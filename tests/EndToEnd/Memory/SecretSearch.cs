using System.Runtime.InteropServices;

namespace Countersign.EndToEnd.Memory;

/// <summary>Finds many secrets in one pass over bytes.</summary>
internal sealed class SecretSearch
{
    private readonly List<(byte[] Form, string Name)>?[] _byStart = new List<(byte[], string)>?[ushort.MaxValue + 1];

    public SecretSearch(IEnumerable<Secret> secrets)
    {
        foreach (var secret in secrets)
        {
            foreach (var form in secret.Forms.Where(static form => form.Length >= 8))
            {
                (_byStart[MemoryMarshal.Read<ushort>(form)] ??= []).Add((form, secret.Name));
                Longest = Math.Max(Longest, form.Length);
            }
        }
    }

    /// <summary>The length of the longest form: what has to overlap between two pieces.</summary>
    public int Longest { get; private set; }

    /// <summary>Names of what is in there.</summary>
    public void Find(ReadOnlySpan<byte> bytes, ISet<string> found)
    {
        for (var i = 0; i + 1 < bytes.Length; i++)
        {
            if (_byStart[bytes[i] | (bytes[i + 1] << 8)] is not { } candidates)
            {
                continue;
            }

            foreach (var (form, name) in candidates)
            {
                if (bytes[i..].StartsWith(form))
                {
                    found.Add(name);
                }
            }
        }
    }
}
