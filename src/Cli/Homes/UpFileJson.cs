using System.Text.Json.Serialization;

namespace Countersign.Cli.Homes;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowDuplicateProperties = false, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(UpFile))]
internal sealed partial class UpFileJson : JsonSerializerContext;
