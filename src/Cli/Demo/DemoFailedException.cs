namespace Countersign.Cli.Demo;

/// <summary>The demonstration did not go as it tells.</summary>
internal sealed class DemoFailedException(string sentence) : Exception(sentence);
