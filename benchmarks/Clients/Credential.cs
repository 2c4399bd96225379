using Countersign.Benchmarks.Keys;

namespace Countersign.Benchmarks.Clients;

/// <summary>Where a client trades, as whom, and how it signs.</summary>
internal sealed record Credential(string Url, string ApiKey, RequestSigner Signer);
