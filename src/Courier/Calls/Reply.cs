using System.Text;
using Countersign.Core.Frames;
using Countersign.Core.Refusals;
using Countersign.Courier.Wire;

namespace Countersign.Courier.Calls;

/// <summary>What the gateway is given for a call; each call gets exactly one.</summary>
internal abstract record Reply
{
    private Reply()
    {
    }

    /// <summary>Nobody knows whether it was executed; the exchange's own words for it (errors.md, -1007).</summary>
    public static Reply Unknown { get; } = Of(503,
        """{"code":-1007,"msg":"Timeout waiting for response from backend server. Send status unknown; execution status unknown."}""");

    /// <summary>What the exchange says to a cancel of an order that is no longer open (errors.md, -2011).</summary>
    public static Reply UnknownOrder { get; } = Of(400, """{"code":-2011,"msg":"Unknown order sent."}""");

    public static Reply Of(ExchangeAnswer answer) => new Answered(answer.Status, answer.Headers, answer.Body);

    /// <summary>An answer in the exchange's place, in its form.</summary>
    public static Reply Of(ushort status, ReadOnlySpan<byte> json) => new Answered(status, "content-type: application/json;charset=UTF-8\r\n"u8.ToArray(), json.ToArray());

    /// <summary>A refusal of the courier's own: nothing was sent.</summary>
    public static Reply No(RefusalKind kind, string sentence) => new Refused(new Refusal(kind, sentence));

    private static Reply Of(ushort status, string json) => Of(status, Encoding.UTF8.GetBytes(json));

    internal sealed record Answered(ushort Status, byte[] Headers, byte[] Body) : Reply
    {
        /// <summary>True when it fits one frame with much to spare.</summary>
        public bool IsShort => Headers.Length + Body.Length <= Frame.MaxLength / 2;
    }

    internal sealed record Refused(Refusal Refusal) : Reply;
}
