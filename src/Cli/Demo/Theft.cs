namespace Countersign.Cli.Demo;

/// <summary>One thing the thief tries, on both sides.</summary>
/// <param name="What">What he wants.</param>
/// <param name="Plain">What came of it with the real key out of a plain <c>.env</c>.</param>
/// <param name="Guarded">What came of it with the bot's credential out of its <c>.env</c>.</param>
internal sealed record Theft(string What, string Plain, string Guarded);
