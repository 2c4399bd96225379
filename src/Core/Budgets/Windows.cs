using Countersign.Core.Frames;

namespace Countersign.Core.Budgets;

/// <summary>One amount over each of the windows that budgets know.</summary>
internal sealed class Windows
{
    private const long Second = 1_000_000;

    private readonly WindowSum _minute = new(Second, 60);
    private readonly WindowSum _hour = new(60 * Second, 60);
    private readonly WindowSum _day = new(600 * Second, 144);

    public bool IsEmptyAt(long now) => Sum(BudgetWindow.Day, now) == 0 && Sum(BudgetWindow.Hour, now) == 0 && Sum(BudgetWindow.Minute, now) == 0;

    public WindowSum this[BudgetWindow window] => window switch
    {
        BudgetWindow.Minute => _minute,
        BudgetWindow.Hour => _hour,
        _ => _day,
    };

    public decimal Sum(BudgetWindow window, long now) => this[window].Sum(now);

    public void Add(long now, decimal amount)
    {
        _minute.Add(now, amount);
        _hour.Add(now, amount);
        _day.Add(now, amount);
    }

    /// <summary>Bytes that <see cref="Write"/> writes.</summary>
    public int WrittenLength => _minute.WrittenLength + _hour.WrittenLength + _day.WrittenLength;

    public void Write(scoped ref FrameWriter writer)
    {
        _minute.Write(ref writer);
        _hour.Write(ref writer);
        _day.Write(ref writer);
    }

    public bool TryRead(scoped ref FrameReader reader) => _minute.TryRead(ref reader) && _hour.TryRead(ref reader) && _day.TryRead(ref reader);
}
