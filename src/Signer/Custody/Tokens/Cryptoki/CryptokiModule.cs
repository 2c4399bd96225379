using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using Countersign.Signer.Memory;

namespace Countersign.Signer.Custody.Tokens.Cryptoki;

/// <summary>
/// A PKCS#11 library in this process: its calls with spans in place of pointers. It stays loaded as long as the process lives. Thread-safe,
/// as the library promises when it starts; a session is used by one thread at a time.
/// </summary>
internal sealed unsafe class CryptokiModule
{
    private const int TokenInfoLength = 208;
    private const int SerialOffset = 80;
    private const int FlagsOffset = 96;
    private const ulong SerialSession = 0x4;
    private const int MaxSlots = 64;

    private readonly CryptokiFunctions* _calls;

    private CryptokiModule(string path, CryptokiFunctions* calls)
    {
        Path = path;
        _calls = calls;
    }

    public string Path { get; }

    /// <summary>Loads and starts a library that belongs to the system.</summary>
    public static bool TryLoad(string path, [NotNullWhen(true)] out CryptokiModule? module, out string reason)
    {
        module = null;
        if (!SystemLibrary.TryResolve(path, out string file, out reason))
        {
            return false;
        }

        reason = $"{path} is no PKCS#11 module";
        if (!NativeLibrary.TryLoad(file, out nint library) || !NativeLibrary.TryGetExport(library, "C_GetFunctionList", out nint entry))
        {
            return false;
        }

        CryptokiFunctions** list = stackalloc CryptokiFunctions*[1];
        if (((delegate* unmanaged[Cdecl]<CryptokiFunctions**, CryptokiResult>)entry)(list) != CryptokiResult.Ok || list[0] is null)
        {
            return false;
        }

        CryptokiFunctions* calls = list[0];
        var start = new CryptokiStart();
        CryptokiResult result = calls->Initialize(&start);
        if (result is not (CryptokiResult.Ok or CryptokiResult.AlreadyInitialized))
        {
            reason = $"the module {path} does not start: {result.Words()}";
            return false;
        }

        module = new CryptokiModule(path, calls);
        reason = "";
        return true;
    }

    /// <summary>The tokens that are there now.</summary>
    public IReadOnlyList<TokenSlot> Tokens()
    {
        Span<ulong> slots = stackalloc ulong[MaxSlots];
        ulong count = 0;

        // Without a place for the answer first: that is when a module looks for what came and went.
        if (_calls->GetSlotList(1, null, &count) != CryptokiResult.Ok)
        {
            return [];
        }

        count = MaxSlots;
        fixed (ulong* first = slots)
        {
            if (_calls->GetSlotList(1, first, &count) != CryptokiResult.Ok)
            {
                return [];
            }
        }

        var found = new List<TokenSlot>();
        foreach (ulong slot in slots[..(int)count])
        {
            if (TryRead(slot, out TokenSlot token))
            {
                found.Add(token);
            }
        }

        return found;
    }

    public CryptokiResult OpenSession(ulong slot, out ulong session)
    {
        ulong opened = 0;
        CryptokiResult result = _calls->OpenSession(slot, SerialSession, null, null, &opened);
        session = opened;
        return result;
    }

    public void CloseSession(ulong session) => _ = _calls->CloseSession(session);

    /// <summary>Ends every session with the token, and with the last of them the login.</summary>
    public void CloseAllSessions(ulong slot) => _ = _calls->CloseAllSessions(slot);

    public CryptokiResult Login(ulong session, CryptokiUser user, SecretBuffer pin)
    {
        fixed (byte* text = pin.Span)
        {
            return _calls->Login(session, (ulong)user, text, (ulong)pin.Length);
        }
    }

    /// <summary>Objects of a class with this label and this id, where they are not empty.</summary>
    /// <param name="session">One that no other thread uses.</param>
    /// <param name="objectClass"><c>CKO_</c>.</param>
    /// <param name="label">UTF-8.</param>
    /// <param name="id">As stored in the token.</param>
    /// <param name="found">Takes the handles; more than fit are not told.</param>
    /// <param name="count">How many were found.</param>
    public CryptokiResult Find(ulong session, ulong objectClass, ReadOnlySpan<byte> label, ReadOnlySpan<byte> id, Span<ulong> found, out int count)
    {
        count = 0;
        ulong got = 0;
        CryptokiResult result;
        fixed (byte* labelBytes = label)
        {
            fixed (byte* idBytes = id)
            {
                CryptokiAttribute* wanted = stackalloc CryptokiAttribute[3];
                ulong attributes = 0;
                wanted[attributes++] = new CryptokiAttribute(CryptokiAttribute.Class, &objectClass, sizeof(ulong));
                if (!label.IsEmpty)
                {
                    wanted[attributes++] = new CryptokiAttribute(CryptokiAttribute.Label, labelBytes, (ulong)label.Length);
                }

                if (!id.IsEmpty)
                {
                    wanted[attributes++] = new CryptokiAttribute(CryptokiAttribute.Id, idBytes, (ulong)id.Length);
                }

                result = _calls->FindObjectsInit(session, wanted, attributes);
            }
        }

        if (result != CryptokiResult.Ok)
        {
            return result;
        }

        fixed (ulong* first = found)
        {
            result = _calls->FindObjects(session, first, (ulong)found.Length, &got);
        }

        _ = _calls->FindObjectsFinal(session);
        count = (int)got;
        return result;
    }

    /// <summary>One property of an object; empty where the object has none or keeps it to itself.</summary>
    public byte[] Read(ulong session, ulong handle, ulong attribute)
    {
        var asked = new CryptokiAttribute(attribute, null, 0);
        if (_calls->GetAttributeValue(session, handle, &asked, 1) != CryptokiResult.Ok || asked.Length is CryptokiAttribute.Unavailable or > int.MaxValue)
        {
            return [];
        }

        var value = new byte[asked.Length];
        fixed (byte* bytes = value)
        {
            asked = new CryptokiAttribute(attribute, bytes, asked.Length);
            return _calls->GetAttributeValue(session, handle, &asked, 1) == CryptokiResult.Ok && asked.Length == (ulong)value.Length ? value : [];
        }
    }

    public CryptokiResult BeginSignature(ulong session, ulong mechanism, ulong key)
    {
        var how = new CryptokiMechanism(mechanism);
        return _calls->SignInit(session, &how, key);
    }

    /// <summary>Ends what <see cref="BeginSignature"/> began.</summary>
    public CryptokiResult Sign(ulong session, ReadOnlySpan<byte> message, Span<byte> signature, out int length)
    {
        ulong written = (ulong)signature.Length;
        CryptokiResult result;
        fixed (byte* from = message)
        {
            fixed (byte* to = signature)
            {
                // An empty message has no address, and a module may insist on one.
                byte none = 0;
                result = _calls->Sign(session, from is null ? &none : from, (ulong)message.Length, to, &written);
            }
        }

        length = result == CryptokiResult.Ok ? (int)written : 0;
        return result;
    }

    private bool TryRead(ulong slot, out TokenSlot token)
    {
        byte* info = stackalloc byte[TokenInfoLength];
        if (_calls->GetTokenInfo(slot, info) != CryptokiResult.Ok)
        {
            token = default;
            return false;
        }

        var bytes = new ReadOnlySpan<byte>(info, TokenInfoLength);
        token = new TokenSlot(
            slot, Padded(bytes[..32]), Padded(bytes.Slice(SerialOffset, 16)), MemoryMarshal.Read<ulong>(bytes[FlagsOffset..]));
        return true;
    }

    // Blanks fill the fields; some modules end them with a zero.
    private static string Padded(ReadOnlySpan<byte> field) => Encoding.UTF8.GetString(field).TrimEnd(' ', '\0');
}
