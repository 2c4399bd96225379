using Countersign.Cli;

Native.HideNewFiles();
Native.IgnoreTerminalStops();
return await CommandLine.RunAsync(args);
