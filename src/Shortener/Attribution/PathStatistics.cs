using System.Runtime.InteropServices;

namespace Shortener.Attribution;

/// <summary>Which ways lead to conversions, how long they are, and who helped on the way.</summary>
public sealed class PathStatistics : JourneyUse
{
    private readonly Paths _paths = new(keepsDecay: false);
    private readonly List<long> _millis = [];
    private readonly SortedDictionary<int, long> _touches = [];
    private readonly List<Part> _parts = [];
    private readonly List<Step> _steps = [];

    /// <summary>In how many conversions a key had which part.</summary>
    private struct Part
    {
        public long Seen;
        public long First;
        public long Last;
        public long Assisted;
    }

    /// <summary>Conversions, with a touch or without.</summary>
    public long Conversions { get; private set; }

    public override void Converted(ReadOnlySpan<Touch> touches, in Outcome outcome)
    {
        if (outcome.Kind is OutcomeKind.Refund) return;
        Conversions++;
        _touches[touches.Length] = _touches.GetValueOrDefault(touches.Length) + 1;
        // Coming back to the same row is one step of the way.
        _steps.Clear();
        foreach (var touch in touches)
        {
            if (_steps.Count == 0 || _steps[^1].Key != touch.Key)
            {
                _steps.Add(new Step(touch.Key, isDirect: false));
            }
        }
        _paths.AddConversion(CollectionsMarshal.AsSpan(_steps));
        if (touches.IsEmpty) return;
        _millis.Add(outcome.JourneyAt - touches[0].At);
        CountParts(touches);
    }

    /// <summary>The report.</summary>
    /// <param name="names">What the keys are called.</param>
    /// <param name="most">How many of the commonest ways are listed.</param>
    public PathsFound Found(RowNames names, int most)
    {
        var name = (int key) => names.OfKeys[key] is [{ Length: > 0 } one] ? one : names.OfKeys[key] is [_, _, ..] several ? string.Join("+", several) : null;
        _millis.Sort();
        return new PathsFound
        {
            Conversions = Conversions,
            DistinctPaths = _paths.Count,
            Paths = [.. Enumerable.Range(0, _paths.Count)
                .OrderByDescending(path => _paths.Converted[path])
                .Take(most)
                .Select(path => new CommonPath(
                    [.. NamesOf(path, name)], _paths.Converted[path],
                    Rounded((double)_paths.Converted[path] / Conversions)))],
            Touches = [.. _touches.Select(count => new TouchesToConvert(count.Key, count.Value))],
            TimeToConvert = _millis.Count == 0
                ? null
                : new TimeToConvert(
                    _millis.Count, Quantile(0.25), Quantile(0.5), Quantile(0.75), Quantile(0.9)),
            Assists = [.. _parts.Select(
                (part, key) => new Assist(name(key), part.Seen, part.First, part.Last, part.Assisted))
                .Where(assist => assist.Conversions > 0)
                .OrderByDescending(assist => assist.Assisted).ThenByDescending(assist => assist.Conversions)],
        };
    }

    private void CountParts(ReadOnlySpan<Touch> touches)
    {
        foreach (var touch in touches) while (touch.Key >= _parts.Count) _parts.Add(default);
        var parts = CollectionsMarshal.AsSpan(_parts);
        parts[touches[0].Key].First++;
        parts[touches[^1].Key].Last++;
        for (var i = 0; i < touches.Length; i++)
        {
            var isNew = true;
            for (var before = 0; before < i && isNew; before++) isNew = touches[before].Key != touches[i].Key;
            if (!isNew) continue;
            parts[touches[i].Key].Seen++;
            if (touches[i].Key != touches[^1].Key) parts[touches[i].Key].Assisted++;
        }
    }

    private IEnumerable<string?> NamesOf(int path, Func<int, string?> name)
    {
        var steps = _paths.Steps(path).ToArray();
        return steps.Select(step => name(step.Key));
    }

    private long Quantile(double at) => _millis[(int)(at * (_millis.Count - 1))] / 1_000;

    private static decimal Rounded(double share) => (decimal)Math.Round(share, 6);
}
