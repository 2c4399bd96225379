using Countersign.Core.Records;

namespace Countersign.Cli.Operating;

/// <summary>A record of the vault that the signer did not take.</summary>
internal sealed record RefusedRecord(RecordIdentity Identity, SignerFailure Failure);
