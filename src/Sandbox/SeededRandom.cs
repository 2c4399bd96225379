namespace Countersign.Sandbox;

/// <summary>SplitMix64: the same numbers from the same seed on every machine and runtime. Makes markets, never secrets.</summary>
/// <remarks>Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.</remarks>
internal sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A generator for one purpose, so that drawing more for one symbol does not change another.</summary>
    public static SeededRandom For(ulong seed, string purpose)
    {
        ulong hash = 14695981039346656037;
        foreach (var letter in purpose)
        {
            hash = unchecked((hash ^ letter) * 1099511628211);
        }

        return new SeededRandom(unchecked(seed ^ hash));
    }

    public ulong Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>From 0 to below 1, in millionths.</summary>
    public decimal Fraction() => (Next() % 1_000_000) / 1_000_000m;

    /// <summary>From -1 to below 1, in half millionths.</summary>
    public decimal Signed() => (Fraction() * 2) - 1;

    public string Letters(int count)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
        return string.Create(count, this, static (span, random) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = alphabet[(int)(random.Next() % (ulong)alphabet.Length)];
            }
        });
    }
}
