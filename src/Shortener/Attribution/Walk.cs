namespace Shortener.Attribution;

/// <summary>How often each step of a walk from key to key was taken, as one row of numbers.</summary>
/// <param name="keys">0 to below <paramref name="keys"/>.</param>
public sealed class Walk(int keys)
{
    /// <summary>How many steps there can be.</summary>
    public int Size => keys * (keys + 3);

    /// <summary>How many keys there are.</summary>
    public int Keys => keys;

    /// <summary>Into a journey, at this key.</summary>
    public static int Start(int key) => key;

    /// <summary>From one key to another.</summary>
    public int Between(int from, int to) => keys + from * keys + to;

    /// <summary>From a key out of the journey.</summary>
    public int End(int key, bool converted) => keys + keys * keys + (converted ? key : keys + key);

    /// <summary>The steps of all paths.</summary>
    public double[] Count(Paths paths, ReadOnlySpan<long> converted, ReadOnlySpan<long> lost)
    {
        var counts = new double[Size];
        for (var path = 0; path < paths.Count; path++)
        {
            var steps = paths.Steps(path);
            if (steps.IsEmpty) continue;
            double times = converted[path] + lost[path];
            counts[Start(steps[0].Key)] += times;
            for (var i = 1; i < steps.Length; i++)
            {
                // Coming back to the same key changes nothing but how long the walk takes.
                if (steps[i - 1].Key != steps[i].Key)
                {
                    counts[Between(steps[i - 1].Key, steps[i].Key)] += times;
                }
            }
            counts[End(steps[^1].Key, converted: true)] += converted[path];
            counts[End(steps[^1].Key, converted: false)] += lost[path];
        }
        return counts;
    }
}
