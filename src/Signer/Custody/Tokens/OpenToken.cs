using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Countersign.Core.Records;
using Countersign.Core.Records.Tokens;
using Countersign.Signer.Custody.Tokens.Cryptoki;
using Countersign.Signer.Interop;
using Countersign.Signer.Memory;

namespace Countersign.Signer.Custody.Tokens;

/// <summary>
/// A token that is logged in to, with a few sessions that stay open. When it was lost it is opened again once, with the same PIN; one that does
/// not come back is asked again after a while only. Thread-safe; after a dispose, signing throws.
/// </summary>
internal sealed class OpenToken : IDisposable
{
    private const ulong PublicKeyClass = 2;
    private const ulong PrivateKeyClass = 3;
    private const ulong Rsa = 0;
    private const ulong Edwards = 0x40;

    // Small tokens have room for few.
    private const int MaxSessions = 4;

    // Looking for a token that is not there may take as long as a hundred signatures.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _room = new(MaxSessions);
    private readonly ConcurrentBag<TokenSession> _idle = [];
    private readonly CryptokiModule _module;
    private readonly SecretBuffer _pin;
    private readonly RefusedPins _refused;
    private readonly TimeProvider _time;

    private TokenSlot _slot;
    private volatile uint _login;
    private string _lost = "";
    private long _lookedAt;
    private bool _isDisposed;

    private OpenToken(CryptokiModule module, TokenSlot slot, SecretBuffer pin, RefusedPins refused, TimeProvider time) =>
        (_module, _slot, _pin, _refused, _time) = (module, slot, pin, refused, time);

    public string Module => _module.Path;

    public string Label => _slot.Label;

    public string Serial => _slot.Serial;

    /// <summary>How many hold it; whoever opened it keeps the count.</summary>
    public int Holders { get; set; } = 1;

    /// <summary>Logs in. The PIN is copied.</summary>
    public static TokenProblem? TryLogIn(
        CryptokiModule module, TokenSlot slot, SecretBuffer pin, RefusedPins refused, TimeProvider time, out OpenToken? token)
    {
        token = new OpenToken(module, slot, SecretBuffer.CopyOf(pin.Span), refused, time);
        TokenProblem? problem = token.LogIn();
        if (problem is not null)
        {
            token.Dispose();
            token = null;
        }

        return problem;
    }

    /// <summary>True for the PIN that it was opened with: a token that is logged in to does not check another one.</summary>
    public bool IsOpenedBy(SecretBuffer pin) =>
        pin.Length == _pin.Length && Sodium.sodium_memcmp(pin.Span, _pin.Span, (nuint)pin.Length) == 0;

    /// <summary>Finds the private key, and what its public half is.</summary>
    public bool TryFind(TokenUri uri, [NotNullWhen(true)] out TokenKey? key, out string reason)
    {
        key = null;
        _room.Wait();
        CryptokiResult result = TryTake(out TokenSession session);
        reason = result == CryptokiResult.Ok ? "" : $"token {Label}: {result.Words()}";
        if (reason.Length == 0)
        {
            key = Describe(session, uri, out reason);
            _idle.Add(session);
        }

        _room.Release();
        return key is not null;
    }

    /// <summary>Signs with a key of it.</summary>
    /// <param name="uri">Which key.</param>
    /// <param name="handle">Where it was when it was used last; set anew when it is looked up.</param>
    /// <param name="mechanism"><c>CKM_</c>.</param>
    /// <param name="message">Signed as it is.</param>
    /// <param name="signature">Has exactly the length of a signature.</param>
    /// <exception cref="KeyUnreachableException">The token is not there, or does not sign.</exception>
    public void Sign(TokenUri uri, ref TokenKeyHandle? handle, ulong mechanism, ReadOnlySpan<byte> message, Span<byte> signature)
    {
        _room.Wait();
        try
        {
            uint login = _login;
            CryptokiResult result = TrySign(uri, ref handle, mechanism, message, signature);
            if (result.IsLoss())
            {
                Reopen(login);
                result = TrySign(uri, ref handle, mechanism, message, signature);
            }

            if (result != CryptokiResult.Ok)
            {
                throw Unreachable(result.Words());
            }
        }
        finally
        {
            _room.Release();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (!_isDisposed)
            {
                _isDisposed = true;
                _module.CloseAllSessions(_slot.Number);
                _pin.Dispose();
                _room.Dispose();
            }
        }
    }

    private CryptokiResult TrySign(
        TokenUri uri, ref TokenKeyHandle? handle, ulong mechanism, ReadOnlySpan<byte> message, Span<byte> signature)
    {
        CryptokiResult result = TryTake(out TokenSession session);
        if (result != CryptokiResult.Ok)
        {
            return result;
        }

        if (handle is not { } known || known.Login != session.Login)
        {
            handle = known = Find(session, uri, out string reason);
            if (reason.Length > 0)
            {
                handle = null;
                _idle.Add(session);
                return CryptokiResult.KeyHandleInvalid;
            }
        }

        result = _module.BeginSignature(session.Number, mechanism, known.Number);
        if (result == CryptokiResult.Ok && known.AsksEachTime)
        {
            result = _module.Login(session.Number, CryptokiUser.ForThisSignature, _pin);
        }

        if (result == CryptokiResult.Ok)
        {
            result = _module.Sign(session.Number, message, signature, out int length);
            result = result == CryptokiResult.Ok && length != signature.Length ? CryptokiResult.FunctionFailed : result;
        }

        if (result == CryptokiResult.Ok)
        {
            _idle.Add(session);
        }
        else
        {
            // It may be left in the middle of a signature.
            _module.CloseSession(session.Number);
        }

        return result;
    }

    // Sessions of an earlier login are closed already, and their numbers may be others' now.
    private CryptokiResult TryTake(out TokenSession session)
    {
        uint login = _login;
        while (_idle.TryTake(out session))
        {
            if (session.Login == login)
            {
                return CryptokiResult.Ok;
            }
        }

        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            CryptokiResult result = _module.OpenSession(_slot.Number, out ulong number);
            session = new TokenSession(_login, number);
            return result;
        }
    }

    private void Reopen(uint login)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_login != login)
            {
                return;
            }

            if (_lost.Length == 0 || _time.GetElapsedTime(_lookedAt) >= BetweenLooks)
            {
                _idle.Clear();
                _module.CloseAllSessions(_slot.Number);
                TokenSlot[] there = [.. _module.Tokens().Where(token => token.Label == Label && token.Serial == Serial)];
                _slot = there is [var found, ..] ? found : _slot;
                _lost = there.Length == 0 ? CryptokiResult.TokenNotPresent.Words() : LogIn()?.Sentence ?? "";
                _lookedAt = _time.GetTimestamp();
            }

            if (_lost.Length > 0)
            {
                throw Unreachable(_lost);
            }
        }
    }

    private TokenProblem? LogIn()
    {
        if (_slot.RefusesPin is { Length: > 0 } why)
        {
            return new TokenProblem($"token {Label} {why}");
        }

        if (_refused.Contains(Serial, _pin))
        {
            return new TokenProblem($"token {Label} refused this PIN before, so it is not tried again: start countersign again if the token has it now", IsPin: true);
        }

        CryptokiResult result = _module.OpenSession(_slot.Number, out ulong session);
        if (result != CryptokiResult.Ok)
        {
            return new TokenProblem($"token {Label}: {result.Words()}");
        }

        result = _module.Login(session, CryptokiUser.User, _pin);
        if (result == CryptokiResult.Ok)
        {
            _login++;
            _idle.Add(new TokenSession(_login, session));
            return null;
        }

        // Also where something is logged in already: then the PIN was not looked at.
        _module.CloseSession(session);
        if (!result.IsPinRefused())
        {
            return new TokenProblem($"token {Label} lets nobody in: {result.Words()}");
        }

        _refused.Add(Serial, _pin);
        return new TokenProblem($"the PIN of token {Label} is wrong; it was tried once, because a token locks itself after a few", IsPin: true);
    }

    private TokenKey? Describe(TokenSession session, TokenUri uri, out string reason)
    {
        TokenKeyHandle handle = Find(session, uri, out reason);
        if (reason.Length > 0)
        {
            return null;
        }

        byte[] type = _module.Read(session.Number, handle.Number, CryptokiAttribute.KeyType);
        TokenKey? key = (type.Length == sizeof(ulong) ? BitConverter.ToUInt64(type) : ulong.MaxValue) switch
        {
            Rsa => FindRsa(session.Number, handle),
            Edwards => FindEd25519(session.Number, handle, uri),
            _ => null,
        };
        reason = key is null
            ? $"the key in token {Label} is none that can be used: Ed25519 with its public key beside it, or RSA with 2048, 3072 or 4096 bits"
            : "";
        return key;
    }

    private TokenKeyHandle Find(TokenSession session, TokenUri uri, out string reason)
    {
        Span<ulong> found = stackalloc ulong[2];
        CryptokiResult result = _module.Find(
            session.Number, PrivateKeyClass, Encoding.UTF8.GetBytes(uri.KeyLabel), Convert.FromHexString(uri.KeyId), found, out int count);
        reason = result != CryptokiResult.Ok ? $"token {Label}: {result.Words()}"
            : count == 0 ? $"token {Label} has no such private key: see its labels and ids with pkcs11-tool --list-objects --login"
            : count > 1 ? $"token {Label} has several such private keys: name the one by its id too"
            : "";
        return new TokenKeyHandle(
            session.Login, found[0], reason.Length == 0 && _module.Read(session.Number, found[0], CryptokiAttribute.AlwaysAuthenticate) is [1]);
    }

    private TokenKey? FindRsa(ulong session, TokenKeyHandle handle)
    {
        byte[] modulus = _module.Read(session, handle.Number, CryptokiAttribute.Modulus);
        byte[] exponent = _module.Read(session, handle.Number, CryptokiAttribute.PublicExponent);
        int length = modulus.AsSpan().TrimStart((byte)0).Length;
        return length is 256 or 384 or 512 && exponent.Length > 0
            ? new TokenKey(ExchangeKeyType.Rsa, TokenPublicHalf.OfRsa(modulus, exponent), length)
            : null;
    }

    // The private object of a key on a curve does not tell its point; the public object beside it does.
    private TokenKey? FindEd25519(ulong session, TokenKeyHandle handle, TokenUri uri)
    {
        Span<ulong> found = stackalloc ulong[1];
        byte[] id = _module.Read(session, handle.Number, CryptokiAttribute.Id);
        ReadOnlySpan<byte> label = id.Length > 0 ? [] : Encoding.UTF8.GetBytes(uri.KeyLabel);
        byte[] publicHalf = _module.Find(session, PublicKeyClass, label, id, found, out int count) == CryptokiResult.Ok && count == 1
            ? TokenPublicHalf.OfEd25519(_module.Read(session, found[0], CryptokiAttribute.EcPoint))
            : [];
        return publicHalf.Length > 0 ? new TokenKey(ExchangeKeyType.Ed25519, publicHalf, Sodium.SignatureLength) : null;
    }

    private KeyUnreachableException Unreachable(string words) => new($"token {Label} cannot sign: {words}");
}
