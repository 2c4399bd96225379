using Countersign.Core.Frames;
using Countersign.Core.Names;

namespace Countersign.Signer.Enforcement;

/// <summary>A question to the exchange after one order.</summary>
/// <param name="Purpose">What it is asked for.</param>
/// <param name="Owner">Of the key.</param>
/// <param name="Key">Whose order it is.</param>
/// <param name="Symbol">Of the order.</param>
/// <param name="ByName">The parameter that names the order.</param>
/// <param name="ByValue">Its value.</param>
/// <param name="Sequence">The index of the entry of the call asked after.</param>
internal sealed record OrderQuestion(HousePurpose Purpose, OwnerId Owner, KeyName Key, string Symbol, string ByName, string ByValue, ulong Sequence)
{
    /// <summary>For an outcome the gateway's id of the call.</summary>
    public ulong Id { get; init; }

    /// <summary>For an outcome its endpoint.</summary>
    public ushort AskedEndpoint { get; init; }

    /// <summary>For an outcome its canonical parameters, unsigned.</summary>
    public ReadOnlyMemory<byte> AskedQuery { get; init; }

    /// <summary>For an outcome when it was stamped, milliseconds of the exchange's clock.</summary>
    public long AskedAt { get; init; }
}
