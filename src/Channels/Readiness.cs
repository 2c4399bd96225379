namespace Countersign.Channels;

/// <summary>What can be known of an open descriptor without reading it (poll(2)).</summary>
public static unsafe class Readiness
{
    /// <summary>Waits until a read would not block: there is input, or the end of it. False when the time is over first.</summary>
    public static bool WaitForInput(int number, TimeSpan time)
    {
        var asked = new Libc.PollDescriptor { Number = number, Events = Libc.POLLIN };
        return Libc.Poll(&asked, 1, (int)time.TotalMilliseconds) > 0;
    }

    /// <summary>True when the other end of a connection is closed; what it sent before may still be there to read.</summary>
    internal static bool IsGone(int number)
    {
        var asked = new Libc.PollDescriptor { Number = number };
        return Libc.Poll(&asked, 1, milliseconds: 0) > 0 && (asked.Returned & (Libc.POLLHUP | Libc.POLLERR | Libc.POLLNVAL)) != 0;
    }
}
