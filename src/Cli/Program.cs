using Countersign.Cli;

Native.HideNewFiles();
Native.KeepDescriptorsToOurselves();
Native.IgnoreTerminalStops();
return await CommandLine.RunAsync(args);
