namespace Countersign.Signer.Custody.Tokens;

/// <summary>The token that holds an exchange key cannot sign now. The message is one sentence for the bot and the operator.</summary>
internal sealed class KeyUnreachableException(string message) : Exception(message);
