using Countersign.Core.Records;

namespace Countersign.Cli.Operating;

/// <summary>One line of a list: what the vault says in the clear and, where a signer runs, what that adds.</summary>
/// <param name="Identity">Whose it is, and its name.</param>
/// <param name="Exchange">Empty for what is revoked.</param>
/// <param name="Key">A bot's exchange key.</param>
/// <param name="State">inactive, active, revoked or not-loaded as the running signer says; where none runs, inactive for a key that was never activated, else sealed.</param>
/// <param name="Type">A key's type, where it is known.</param>
/// <param name="Policy">A bot's policy in JSON, where it is known.</param>
internal sealed record Listed(RecordIdentity Identity, string Exchange, string Key, string State, string Type, string Policy);
