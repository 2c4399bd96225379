using System.Security.Cryptography;
using Countersign.Core.Records;
using Countersign.Signer.Memory;

namespace Countersign.Signer.Custody;

/// <summary>
/// Derives the root of a vault's lock from the passphrase and the header's salt, memory and passes, whose bounds the caller has checked. It is a
/// function of these and of nothing else; the caller disposes what it gives.
/// </summary>
/// <exception cref="CryptographicException">There is not enough memory.</exception>
internal delegate SecretBuffer PassphraseRoot(VaultHeader header, SecretBuffer passphrase);
