namespace Countersign.Core.Catalogue;

/// <summary>The four methods the exchange's REST API uses.</summary>
public enum HttpVerb
{
    Get,
    Post,
    Put,
    Delete,
}
