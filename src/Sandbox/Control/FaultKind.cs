namespace Countersign.Sandbox.Control;

/// <summary>What is to go wrong.</summary>
internal enum FaultKind
{
    /// <summary>Wait, then answer as usual.</summary>
    Delay,

    /// <summary>Answer with a status and do nothing.</summary>
    StatusBefore,

    /// <summary>Do it, then answer with another status.</summary>
    StatusAfter,

    /// <summary>Close the connection and do nothing.</summary>
    DropBefore,

    /// <summary>Do it, then close the connection.</summary>
    DropAfter,

    /// <summary>Do nothing and answer with what was received, signature and all, as a careless proxy's error page would.</summary>
    Echo,

    /// <summary>Refuse for request weight.</summary>
    RateLimit429,

    /// <summary>Refuse as banned.</summary>
    Ban418,
}
