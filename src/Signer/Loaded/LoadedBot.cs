using System.Text;
using Countersign.Core.Policies;
using Countersign.Core.Records;
using Countersign.Signer.Custody;

namespace Countersign.Signer.Loaded;

/// <summary>A bot that is open in the signer: whose requests it proves and what they may do.</summary>
/// <param name="Number">Its number in this life of the signer.</param>
/// <param name="Label">What its record says in the clear.</param>
/// <param name="ApiKey">Names the bot in its requests.</param>
/// <param name="Mac">Proves its requests.</param>
/// <param name="Policy">As sealed.</param>
/// <param name="PolicyHash">SHA-256 of the policy's bytes as sealed.</param>
internal sealed record LoadedBot(uint Number, RecordLabel Label, string ApiKey, BotMac Mac, Policy Policy, ReadOnlyMemory<byte> PolicyHash)
{
    /// <summary>Its name as the journal writes it.</summary>
    public ReadOnlyMemory<byte> Name { get; } = Encoding.ASCII.GetBytes(Label.Name);

    /// <summary>Its owner as the journal writes it.</summary>
    public ReadOnlyMemory<byte> Owner { get; } = Encoding.ASCII.GetBytes(Label.Owner.Value);
}
