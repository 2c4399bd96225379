namespace Countersign.Cli.Doctor.Findings;

/// <summary>Where the files of <c>deploy/</c> are on this machine.</summary>
internal static class Package
{
    /// <summary>The path of one of them: in the clone that we were built in, else as the documents call it.</summary>
    internal static string File(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "deploy", name);
            if (System.IO.File.Exists(path))
            {
                return path;
            }
        }

        return "deploy/" + name;
    }
}
