using Countersign.Core.Records.Tokens;
using Countersign.Signer.Custody.Tokens.Cryptoki;
using Countersign.Signer.Memory;

namespace Countersign.Signer.Custody.Tokens;

/// <summary>
/// The modules and tokens of this process. A module is loaded when something authentic first names it, and only if the signer was started with it;
/// a token is logged in to once, whoever uses it, and logged out of when nobody does any more. Thread-safe.
/// </summary>
/// <param name="modules">Absolute paths of the modules that may be loaded.</param>
/// <param name="refused">What is not tried again.</param>
/// <param name="time">Measures how long ago a lost token was looked for.</param>
internal sealed class OpenTokens(IReadOnlyList<string> modules, RefusedPins refused, TimeProvider time)
{
    // Anything would do: a signature over it opens nothing, and is no request of the exchange.
    private static ReadOnlySpan<byte> Probe => "countersign asks whether this key signs"u8;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, CryptokiModule> _modules = new(StringComparer.Ordinal);
    private readonly List<OpenToken> _tokens = [];

    /// <summary>Opens a key, and proves by a signature that it belongs to the public half beside it.</summary>
    /// <returns>Why not; null when <paramref name="key"/> may be used, which the caller disposes.</returns>
    public TokenProblem? TryOpenKey(TokenUri uri, SecretBuffer pin, out TokenSigningKey? key, out TokenUri sealable)
    {
        key = null;
        sealable = uri;
        OpenToken? token;
        lock (_gate)
        {
            if (TryHold(uri, pin, out token) is { } problem)
            {
                return problem;
            }
        }

        if (!token!.TryFind(uri, out TokenKey? found, out string reason))
        {
            Release(token);
            return new TokenProblem(reason);
        }

        key = new TokenSigningKey(this, token, uri, found);
        sealable = uri.WithSerial(token.Serial);
        if (WhyUnfit(key) is { } unfit)
        {
            key.Dispose();
            key = null;
            return unfit;
        }

        return null;
    }

    /// <summary>Ends one hold on a token.</summary>
    public void Release(OpenToken token)
    {
        lock (_gate)
        {
            token.Holders--;
            if (token.Holders == 0)
            {
                _tokens.Remove(token);
                token.Dispose();
            }
        }
    }

    private static TokenProblem? WhyUnfit(TokenSigningKey key)
    {
        var signature = new byte[key.SignatureLength];
        try
        {
            key.Sign(Probe, signature);
        }
        catch (KeyUnreachableException fault)
        {
            return new TokenProblem(fault.Message);
        }

        return PublicHalf.Verifies(key.Type, key.PublicHalf.Span, Probe, signature)
            ? null
            : new TokenProblem("the key in the token does not sign for the public key beside it");
    }

    private TokenProblem? TryHold(TokenUri uri, SecretBuffer pin, out OpenToken? token)
    {
        token = null;
        if (!TryLoad(uri.Module, out CryptokiModule? module, out string reason))
        {
            return new TokenProblem(reason);
        }

        TokenSlot[] there = [.. module!.Tokens().Where(slot => slot.Label == uri.Token && (uri.Serial.Length == 0 || slot.Serial == uri.Serial))];
        if (there is not [var found])
        {
            return new TokenProblem(there.Length == 0
                ? $"token {uri.Token} is not there: insert it, or start it, then try again"
                : $"several tokens are called {uri.Token}: take out those that are not meant");
        }

        token = _tokens.Find(open => open.Module == module.Path && open.Label == found.Label && open.Serial == found.Serial);
        if (token is null)
        {
            TokenProblem? problem = OpenToken.TryLogIn(module, found, pin, refused, time, out token);
            if (problem is null)
            {
                _tokens.Add(token!);
            }

            return problem;
        }

        if (!token.IsOpenedBy(pin))
        {
            return new TokenProblem($"the PIN of token {token.Label} is wrong: it is open with another one", IsPin: true);
        }

        token.Holders++;
        return null;
    }

    private bool TryLoad(string path, out CryptokiModule? module, out string reason)
    {
        reason = "";
        if (_modules.TryGetValue(path, out module))
        {
            return true;
        }

        if (!modules.Contains(path, StringComparer.Ordinal))
        {
            reason = $"the signer was not started with the module {path}: stop countersign up, and start it again";
            return false;
        }

        if (!CryptokiModule.TryLoad(path, out module, out reason))
        {
            return false;
        }

        _modules[path] = module;
        return true;
    }
}
