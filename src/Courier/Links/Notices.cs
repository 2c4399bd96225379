namespace Countersign.Courier.Links;

/// <summary>
/// The few sentences for the operator, on standard error: that the exchange is out of reach, and that it is back. Never anything of a
/// request.
/// </summary>
internal sealed class Notices(TextWriter output)
{
    private bool _reachable = true;

    /// <summary>Notes whether the exchange answers; a change is said once.</summary>
    public void Note(bool reachable)
    {
        if (reachable != _reachable)
        {
            _reachable = reachable;
            output.WriteLine(reachable
                ? "courier: the exchange answers again"
                : "courier: the exchange does not answer; orders are refused until it does, and it is asked again by itself");
        }
    }
}
