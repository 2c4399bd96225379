using Countersign.Courier.Calls;

namespace Countersign.Courier.Links;

/// <summary>The present life of gateway and signer; either may be absent for a while.</summary>
internal sealed class Peers
{
    private volatile GatewayLink? _gateway;
    private volatile SignerLink? _signer;

    public GatewayLink? Gateway
    {
        get => _gateway;
        set => _gateway = value;
    }

    public SignerLink? Signer
    {
        get => _signer;
        set => _signer = value;
    }

    /// <summary>
    /// Gives a reply to the gateway that was there when the call came; to the present one when none was, as after a restart of the
    /// courier, which may be linked to the signer first.
    /// </summary>
    public void Send(GatewayLink? asker, ulong id, Reply reply) => (asker ?? _gateway)?.Send(id, reply);
}
