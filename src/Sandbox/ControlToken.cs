using System.Security.Cryptography;
using System.Text;

namespace Countersign.Sandbox;

/// <summary>The token that keeps other users of the machine away from the control API; without a file, everybody on loopback may.</summary>
internal sealed class ControlToken(byte[]? expected)
{
    public static ControlToken FromFile(string? path)
    {
        if (path is null)
        {
            return new ControlToken(null);
        }

        if (!File.Exists(path))
        {
            var creation = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                creation.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var file = new FileStream(path, creation);
            file.Write(Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(64, lowercase: true)));
        }

        return new ControlToken(Encoding.ASCII.GetBytes("Bearer " + File.ReadAllText(path).Trim()));
    }

    /// <param name="authorization">The header Authorization, `Bearer` and the token.</param>
    public bool Admits(string authorization) =>
        expected is null || CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(authorization));
}
