using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Countersign.Sandbox.Rest;

/// <summary>The parameters of a request. Readers never throw: the first thing wrong is kept in <see cref="Problem"/>, which the
/// endpoint checks after it has read all it wants.</summary>
internal sealed partial class Parameters
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private Parameters(IReadOnlyList<Parameter> sent) => Sent = sent;

    /// <summary>Everything that was sent, in order, query first.</summary>
    public IReadOnlyList<Parameter> Sent { get; }

    /// <summary>The first thing found wrong, or null.</summary>
    public ApiError? Problem { get; private set; }

    public IReadOnlyCollection<string> Names => _values.Keys;

    public static Parameters Read(RestRequest request)
    {
        // The exchange reads no body of a GET.
        var body = request.Method is "GET" ? "" : Encoding.Latin1.GetString(request.Body);
        var query = ParameterParser.Parse(request.Query, isBody: false);
        var form = ParameterParser.Parse(body, isBody: true);
        var parameters = new Parameters([.. query ?? [], .. form ?? []]);
        if (query is null || form is null)
        {
            parameters.Problem = Errors.MalformedEncoding;
        }

        foreach (var parameter in query ?? [])
        {
            parameters.Fail(parameters._values.TryAdd(parameter.Name, parameter.Value) ? null : Errors.Duplicate(parameter.Name));
        }

        var inBody = new HashSet<string>(StringComparer.Ordinal);
        foreach (var parameter in form ?? [])
        {
            parameters.Fail(inBody.Add(parameter.Name) ? null : Errors.Duplicate(parameter.Name));

            // A name in both: the query wins.
            parameters._values.TryAdd(parameter.Name, parameter.Value);
        }

        return parameters;
    }

    public bool Has(string name) => _values.ContainsKey(name);

    public string? Optional(string name)
    {
        if (!_values.TryGetValue(name, out var value))
        {
            return null;
        }

        Fail(value.Length == 0 ? Errors.Empty(name) : null);
        return value.Length == 0 ? null : value;
    }

    public string Required(string name)
    {
        if (_values.TryGetValue(name, out var value) && value.Length > 0)
        {
            return value;
        }

        Fail(Errors.Mandatory(name));
        return "";
    }

    public string? Symbol(bool isRequired = true)
    {
        var value = isRequired ? Required("symbol") : Optional("symbol");
        Fail(string.IsNullOrEmpty(value) || SymbolPattern().IsMatch(value) ? null : Errors.Characters("symbol", "^[A-Z0-9-_.]{1,20}$"));
        return value;
    }

    public string? ClientOrderId(string name)
    {
        var value = Optional(name);
        Fail(value is null || ClientOrderIdPattern().IsMatch(value) ? null : Errors.Characters(name, "^[a-zA-Z0-9-_]{1,36}$"));
        return value;
    }

    /// <summary>A quantity or a price: digits, optionally a point and digits.</summary>
    public decimal? Decimal(string name)
    {
        if (Optional(name) is not { } text)
        {
            return null;
        }

        if (!DecimalPattern().IsMatch(text))
        {
            Fail(Errors.Characters(name, @"^([0-9]{1,20})(\.[0-9]{1,20})?$"));
            return null;
        }

        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0 && text.AsSpan(point + 1).TrimEnd('0').Length > 8)
        {
            Fail(Errors.Precision(name));
            return null;
        }

        var value = decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        Fail(value > 92_233_720_368m ? Errors.Overflow(name) : null);
        return value;
    }

    public decimal RequiredDecimal(string name)
    {
        Required(name);
        return Has(name) ? Decimal(name) ?? 0 : 0;
    }

    public long? Number(string name)
    {
        if (Optional(name) is not { } text)
        {
            return null;
        }

        if (!NumberPattern().IsMatch(text))
        {
            Fail(Errors.Characters(name, "^[0-9]{1,20}$"));
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return value;
        }

        Fail(Errors.Overflow(name));
        return null;
    }

    /// <summary>`limit`, brought down to the most the endpoint gives.</summary>
    public int Limit(int usual, int most)
    {
        var value = Number("limit") ?? usual;
        Fail(value == 0 ? Errors.Mandatory("limit") : null);
        return (int)Math.Min(value, most);
    }

    /// <summary>A time in milliseconds or microseconds, told apart by its size, as microseconds.</summary>
    public long? Time(string name) => Number(name) is { } value ? ToMicroseconds(value) : null;

    public static long ToMicroseconds(long time) => time < 100_000_000_000_000 ? time * 1000 : time;

    public void Fail(ApiError? error) => Problem ??= error;

    [GeneratedRegex("^[A-Z0-9-_.]{1,20}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex SymbolPattern();

    [GeneratedRegex("^[a-zA-Z0-9-_]{1,36}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ClientOrderIdPattern();

    [GeneratedRegex(@"^[0-9]{1,20}(\.[0-9]{1,20})?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex DecimalPattern();

    [GeneratedRegex("^[0-9]{1,20}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NumberPattern();
}
