using System.Numerics;
using System.Runtime.InteropServices;
using Shortener.Statistics;

namespace Shortener.Attribution;

/// <summary>A credit, and between what it would lie four times of five, had chance sent other journeys.</summary>
public readonly record struct IntervalCredit(double Conversions, double Low, double High);

/// <summary>
/// Every model's credits side by side, with intervals: the counts of distinct paths are drawn anew many times, and every
/// model is asked each time.
/// </summary>
/// <remarks>
/// All resamples go through the paths once, side by side. A model that looks at one journey at a time gives each path the
/// same part whatever the others do, and so does Shapley, so theirs are sums; Markov's walk is counted for each resample.
/// </remarks>
public sealed class CreditIntervals
{
    public const int Resamples = 200;

    /// <summary>What part of the resamples lies between low and high.</summary>
    public const double Part = 0.8;

    // One seed, so that a report that is asked for twice says the same.
    private const ulong Seed = 20261121;

    private readonly Paths _paths;
    private readonly int[][] _rowsOf;
    private readonly int _rows;
    private readonly Additive[] _additive;
    private readonly double[] _untouched = new double[Resamples];
    private readonly double[] _touched = new double[Resamples];
    private readonly Walk? _walk;
    private readonly double[] _steps = [];

    /// <param name="rowsOf">The rows that each key counts in, in equal parts.</param>
    /// <param name="rows">How many rows there are; the last is for conversions without a touch.</param>
    /// <param name="withMarkov">Whether the walk is counted: its keys are rows.</param>
    private CreditIntervals(Paths paths, IEnumerable<JourneyModel> models, int[][] rowsOf, int rows, bool withMarkov)
    {
        (_paths, _rowsOf, _rows) = (paths, rowsOf, rows);
        _additive =
        [
            .. models.Select(model => new Additive(model.Name, model.Weigh, rows)),
            .. withMarkov ? [new Additive(Models.ShapleyName, null, rows)] : Array.Empty<Additive>(),
        ];
        if (!withMarkov) return;
        _walk = new Walk(paths.Keys);
        _steps = new double[_walk.Size * Resamples];
    }

    /// <summary>Credits by model and row.</summary>
    /// <inheritdoc cref="CreditIntervals(Paths, IEnumerable{JourneyModel}, int[][], int, bool)"/>
    public static IReadOnlyDictionary<string, IntervalCredit[]> Of(
        Paths paths, IEnumerable<JourneyModel> models, int[][] rowsOf, int rows, bool withMarkov)
    {
        var intervals = new CreditIntervals(paths, models, rowsOf, rows, withMarkov);
        intervals.Draw();
        return intervals.Result();
    }

    private void Draw()
    {
        var cases = Sum(_paths.Converted) + Sum(_paths.Lost);
        var bootstrap = new Bootstrap(cases, Resamples, Seed);
        var drawn = new double[Resamples];
        for (var path = 0; path < _paths.Count; path++)
        {
            if (_paths.Converted[path] is > 0 and var conversions)
            {
                bootstrap.Next(conversions, drawn);
                Convert(path, conversions, drawn);
                CountSteps(_paths.Steps(path), converted: true, drawn);
            }
            if (_paths.Lost[path] is > 0 and var others)
            {
                bootstrap.Next(others, drawn);
                CountSteps(_paths.Steps(path), converted: false, drawn);
            }
        }
    }

    private void Convert(int path, long conversions, double[] drawn)
    {
        var steps = _paths.Steps(path);
        if (steps.IsEmpty)
        {
            AddScaled(_untouched, drawn, 1);
            foreach (var model in _additive) model.Add(_rows - 1, 1, conversions, drawn);
            return;
        }
        AddScaled(_touched, drawn, 1);
        var decay = _paths.Decay(path);
        foreach (var model in _additive)
        {
            var weights = model.Weights(steps, decay, conversions);
            for (var i = 0; i < weights.Length; i++)
            {
                if (weights[i] == 0) continue;
                var rows = _rowsOf[steps[i].Key];
                foreach (var row in rows) model.Add(row, weights[i] / rows.Length, conversions, drawn);
            }
        }
    }

    private void CountSteps(ReadOnlySpan<Step> steps, bool converted, double[] drawn)
    {
        if (_walk is null || steps.IsEmpty) return;
        AddScaled(StepsOf(Walk.Start(steps[0].Key)), drawn, 1);
        for (var i = 1; i < steps.Length; i++)
        {
            if (steps[i - 1].Key != steps[i].Key) AddScaled(StepsOf(_walk.Between(steps[i - 1].Key, steps[i].Key)), drawn, 1);
        }
        AddScaled(StepsOf(_walk.End(steps[^1].Key, converted)), drawn, 1);
    }

    private Span<double> StepsOf(int step) => _steps.AsSpan(step * Resamples, Resamples);

    private Dictionary<string, IntervalCredit[]> Result()
    {
        var result = _additive.ToDictionary(model => model.Name, model => model.Result());
        if (_walk is not null) result[Models.MarkovName] = Markov();
        return result;
    }

    private IntervalCredit[] Markov()
    {
        var drawn = new double[_rows * Resamples];
        var counts = new double[_walk!.Size];
        for (var resample = 0; resample < Resamples; resample++)
        {
            for (var step = 0; step < counts.Length; step++) counts[step] = _steps[step * Resamples + resample];
            var shares = MarkovChain.Shares(_walk, counts);
            for (var key = 0; key < shares.Length; key++) drawn[_rowsOf[key][0] * Resamples + resample] += shares[key] * _touched[resample];
            drawn[(_rows - 1) * Resamples + resample] += _untouched[resample];
        }
        var exact = new double[_rows];
        var untouched = _paths.ConvertedUntouched;
        var touched = Sum(_paths.Converted) - untouched;
        var credits = MarkovChain.Shares(_paths, _paths.Converted, _paths.Lost);
        for (var key = 0; key < credits.Length; key++) exact[_rowsOf[key][0]] += credits[key] * touched;
        exact[_rows - 1] += untouched;
        return IntervalsOf(exact, drawn);
    }

    private static IntervalCredit[] IntervalsOf(double[] exact, double[] drawn)
    {
        var credits = new IntervalCredit[exact.Length];
        for (var row = 0; row < credits.Length; row++)
        {
            var (low, high) = Bootstrap.Interval(drawn.AsSpan(row * Resamples, Resamples), Part);
            credits[row] = new IntervalCredit(exact[row], low, high);
        }
        return credits;
    }

    private static long Sum(ReadOnlySpan<long> counts)
    {
        var sum = 0L;
        foreach (var count in counts) sum += count;
        return sum;
    }

    private static void AddScaled(Span<double> sums, ReadOnlySpan<double> drawn, double scale)
    {
        var into = MemoryMarshal.Cast<double, Vector<double>>(sums);
        var from = MemoryMarshal.Cast<double, Vector<double>>(drawn);
        for (var i = 0; i < into.Length; i++) into[i] += from[i] * scale;
        for (var i = into.Length * Vector<double>.Count; i < sums.Length; i++) sums[i] += drawn[i] * scale;
    }

    /// <summary>A model whose credits are sums over journeys.</summary>
    /// <param name="weigh">Null for Shapley: the same to each key of a journey.</param>
    private sealed class Additive(string name, Weigh? weigh, int rows)
    {
        private readonly double[] _exact = new double[rows];
        private readonly double[] _drawn = new double[rows * Resamples];
        private Touch[] _touches = [];
        private double[] _weights = [];

        public string Name => name;

        /// <summary>What the model gives to each step of a path, on average over its conversions.</summary>
        public ReadOnlySpan<double> Weights(ReadOnlySpan<Step> steps, ReadOnlySpan<double> decay, long conversions)
        {
            if (steps.Length > _weights.Length) (_weights, _touches) = (new double[steps.Length], new Touch[steps.Length]);
            var weights = _weights.AsSpan(0, steps.Length);
            if (name == Models.TimeDecayName)
            {
                for (var i = 0; i < weights.Length; i++) weights[i] = decay[i] / conversions;
            }
            else if (weigh is null)
            {
                Shapley.Weigh(steps, weights);
            }
            else
            {
                for (var i = 0; i < weights.Length; i++) _touches[i] = new Touch(0, steps[i].Key, steps[i].IsDirect);
                weigh(_touches.AsSpan(0, weights.Length), 0, weights);
            }
            return weights;
        }

        public void Add(int row, double weight, long conversions, ReadOnlySpan<double> drawn)
        {
            _exact[row] += weight * conversions;
            AddScaled(_drawn.AsSpan(row * Resamples, Resamples), drawn, weight);
        }

        public IntervalCredit[] Result() => IntervalsOf(_exact, _drawn);
    }
}
