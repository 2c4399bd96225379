using Countersign.Core.Frames;

namespace Countersign.Cli.Operating;

/// <summary>Takes the signer's answer. Its bytes are wiped when it returns, because they may hold a fresh credential.</summary>
internal delegate void DoneHandler(scoped Done done);
