using System.Text;
using Countersign.Core.Names;
using Countersign.Core.Records;
using Countersign.Signer.Custody;

namespace Countersign.Signer.Loaded;

/// <summary>An exchange key that is open in the signer.</summary>
/// <param name="Number">Its number in this life of the signer: names the account to the courier without naming the key.</param>
/// <param name="Label">What its record says in the clear.</param>
/// <param name="ApiKey">The exchange's id of the key, ASCII; empty for one that is not registered yet.</param>
/// <param name="IsActive">Proven at the exchange: bots may use it.</param>
/// <param name="Signing">Signs with it.</param>
internal sealed record LoadedKey(uint Number, RecordLabel Label, ReadOnlyMemory<byte> ApiKey, bool IsActive, ExchangeSigningKey Signing)
{
    public OwnerId Owner => Label.Owner;

    /// <summary>Its name as the journal writes it.</summary>
    public ReadOnlyMemory<byte> Name { get; } = Encoding.ASCII.GetBytes(Label.Name);
}
