using System.Net;

namespace Countersign.Sandbox.Rest;

/// <summary>A request as it came in, before anything of it is believed.</summary>
/// <param name="Method">As sent.</param>
/// <param name="Path">The raw path, not decoded.</param>
/// <param name="Query">The raw query without its question mark.</param>
/// <param name="Body">The raw body.</param>
/// <param name="ApiKey">The header X-MBX-APIKEY, or null.</param>
/// <param name="TimeUnit">The header X-MBX-TIME-UNIT, or null.</param>
/// <param name="Address">Where the connection comes from.</param>
internal sealed record RestRequest(
    string Method, string Path, string Query, byte[] Body, string? ApiKey, string? TimeUnit, IPAddress Address);
