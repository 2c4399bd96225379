namespace Countersign.Sandbox.Control;

/// <summary>The rules in force. The first that matches a request hits it and is used up by one.</summary>
internal sealed class FaultList
{
    private readonly List<FaultRule> _rules = [];

    public IReadOnlyList<FaultRule> Rules => _rules;

    public void Add(FaultRule rule) => _rules.Add(rule);

    public void Clear() => _rules.Clear();

    public FaultRule? Take(string method, string path)
    {
        var rule = _rules.Find(rule => rule.Matches(method, path));
        if (rule is { Count: > 0 })
        {
            rule.Count--;
        }

        _rules.RemoveAll(static rule => rule.Count == 0);
        return rule;
    }
}
