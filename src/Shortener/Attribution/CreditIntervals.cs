using Shortener.Statistics;

namespace Shortener.Attribution;

/// <summary>What a row is credited with.</summary>
/// <param name="Revenue">In minor units; refunds taken off.</param>
public readonly record struct IntervalCredit(Estimate Conversions, Estimate Revenue);

/// <summary>
/// Every model's credits side by side, with intervals: the counts of distinct paths are drawn anew many
/// times, and every model is asked each time.
/// </summary>
/// <remarks>
/// All resamples go through the paths once, side by side. A model that looks at one journey at a time gives
/// each path the same part whatever the others do, and so does Shapley, so theirs are sums; Markov's walk is
/// counted for each resample. A path brings what its conversions brought on average: chance sends other
/// journeys, not other baskets. What was paid back in the period for sales before it is a fact, and in every
/// resample.
/// </remarks>
public sealed class CreditIntervals
{
    public const int Resamples = 200;

    /// <summary>What part of the resamples lies between low and high.</summary>
    public const double Part = 0.8;

    // One seed, so that a report that is asked for twice says the same.
    private const ulong Seed = 20261121;

    private const int Touched = 0;
    private const int Untouched = 1;

    private static readonly double[] InEach = [.. Enumerable.Repeat(1.0, Resamples)];

    private readonly Paths _paths;
    private readonly int[][] _rowsOf;
    private readonly int _rows;
    private readonly JourneyCredits[] _journeyModels;
    private readonly ResampledSums _conversions = new(2, Resamples);
    private readonly ResampledSums _revenue = new(2, Resamples);
    private readonly ResampledSums? _shapley;
    private readonly Walk? _walk;
    private readonly ResampledSums? _steps;
    private double[] _weights = new double[Timeline.MostTouches];

    /// <param name="rowsOf">The rows that each key counts in, in equal parts.</param>
    /// <param name="rows">How many rows there are; the last is for conversions without a touch.</param>
    /// <param name="withPathModels">Whether Markov and Shapley are asked: their keys are rows.</param>
    private CreditIntervals(
        Paths paths, IEnumerable<JourneyModel> models, int[][] rowsOf, int rows, bool withPathModels)
    {
        (_paths, _rowsOf, _rows) = (paths, rowsOf, rows);
        _journeyModels = [.. models.Select(model => new JourneyCredits(model, rows))];
        if (!withPathModels) return;
        _shapley = new ResampledSums(rows, Resamples);
        _walk = new Walk(paths.Keys);
        _steps = new ResampledSums(_walk.Size, Resamples);
    }

    /// <summary>Credits by model and row.</summary>
    /// <inheritdoc cref="CreditIntervals(Paths, IEnumerable{JourneyModel}, int[][], int, bool)"/>
    public static IReadOnlyDictionary<string, IntervalCredit[]> Of(
        Paths paths, IEnumerable<JourneyModel> models, int[][] rowsOf, int rows, bool withPathModels)
    {
        var intervals = new CreditIntervals(paths, models, rowsOf, rows, withPathModels);
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
                Credit(path, conversions, drawn, each: 1);
                CountSteps(_paths.Steps(path), converted: true, conversions, drawn);
            }
            else if (_paths.Revenue[path] != 0)
            {
                Credit(path, 1, InEach, each: 0);
            }
            if (_paths.Lost[path] is > 0 and var others)
            {
                bootstrap.Next(others, drawn);
                CountSteps(_paths.Steps(path), converted: false, others, drawn);
            }
        }
    }

    /// <param name="each">How many conversions a case is.</param>
    private void Credit(int path, long count, ReadOnlySpan<double> drawn, double each)
    {
        var steps = _paths.Steps(path);
        var brought = _paths.Revenue[path] / (double)count;
        var whole = steps.IsEmpty ? Untouched : Touched;
        _conversions.Add(whole, each, count, drawn);
        _revenue.Add(whole, brought, count, drawn);
        foreach (var model in _journeyModels)
        {
            if (steps.IsEmpty)
            {
                model.Conversions.Add(_rows - 1, each, count, drawn);
                model.Revenue.Add(_rows - 1, brought, count, drawn);
                continue;
            }
            var weights = model.Weights(_paths, path);
            for (var i = 0; i < steps.Length; i++)
            {
                if (weights[i] != 0) AddTo(model.Conversions, steps[i].Key, weights[i] * each, count, drawn);
                var revenue = model.IsDecay ? _paths.DecayRevenue(path)[i] / count : weights[i] * brought;
                if (revenue != 0) AddTo(model.Revenue, steps[i].Key, revenue, count, drawn);
            }
        }
        if (_shapley is null || each == 0) return;
        if (steps.Length > _weights.Length) _weights = new double[steps.Length];
        Shapley.Weigh(steps, _weights.AsSpan(0, steps.Length));
        for (var i = 0; i < steps.Length; i++)
        {
            if (_weights[i] != 0) AddTo(_shapley, steps[i].Key, _weights[i], count, drawn);
        }
    }

    private void AddTo(ResampledSums sums, int key, double each, long count, ReadOnlySpan<double> drawn)
    {
        var rows = _rowsOf[key];
        foreach (var row in rows) sums.Add(row, each / rows.Length, count, drawn);
    }

    private void CountSteps(ReadOnlySpan<Step> steps, bool converted, long count, ReadOnlySpan<double> drawn)
    {
        if (_walk is null || steps.IsEmpty) return;
        _steps!.Add(Walk.Start(steps[0].Key), 1, count, drawn);
        for (var i = 1; i < steps.Length; i++)
        {
            if (steps[i - 1].Key != steps[i].Key)
            {
                _steps.Add(_walk.Between(steps[i - 1].Key, steps[i].Key), 1, count, drawn);
            }
        }
        _steps.Add(_walk.End(steps[^1].Key, converted), 1, count, drawn);
    }

    private Dictionary<string, IntervalCredit[]> Result()
    {
        foreach (var model in _journeyModels.Where(model => model.IsDecay)) SetExact(model);
        var result = _journeyModels.ToDictionary(
            model => model.Name, model => Credits(model.Conversions, model.Revenue));
        if (_walk is null) return result;
        result[Models.MarkovName] = ShareOut(MarkovCredits());
        result[Models.ShapleyName] = ShareOut(_shapley!);
        return result;
    }

    /// <summary>
    /// What time decay gave, exactly: of the single steps only so much is kept as says how it varies.
    /// </summary>
    private void SetExact(JourneyCredits decay)
    {
        for (var row = 0; row < _rows; row++)
        {
            var isLast = row == _rows - 1;
            decay.Conversions.Exact(row) = isLast ? _conversions.Exact(Untouched) : 0;
            decay.Revenue.Exact(row) = isLast ? _revenue.Exact(Untouched) : 0;
        }
        for (var key = 0; key < _paths.DecayOf.Count; key++)
        {
            var rows = _rowsOf[key];
            foreach (var row in rows)
            {
                decay.Conversions.Exact(row) += _paths.DecayOf[key].Conversions / rows.Length;
                decay.Revenue.Exact(row) += _paths.DecayOf[key].Revenue / rows.Length;
            }
        }
    }

    /// <summary>What Markov gives each row of the conversions that had a touch.</summary>
    private ResampledSums MarkovCredits()
    {
        var credits = new ResampledSums(_rows, Resamples);
        var counts = new double[_walk!.Size];
        for (var step = 0; step < counts.Length; step++) counts[step] = _steps!.Exact(step);
        var shares = MarkovChain.Shares(_walk, counts);
        for (var key = 0; key < shares.Length; key++)
        {
            credits.Exact(_rowsOf[key][0]) += shares[key] * _conversions.Exact(Touched);
        }
        for (var resample = 0; resample < Resamples; resample++)
        {
            for (var step = 0; step < counts.Length; step++) counts[step] = _steps!.Drawn(step)[resample];
            shares = MarkovChain.Shares(_walk, counts);
            for (var key = 0; key < shares.Length; key++)
            {
                credits.Drawn(_rowsOf[key][0])[resample] += shares[key] * _conversions
                    .Drawn(Touched)[resample];
            }
        }
        return credits;
    }

    /// <summary>
    /// Revenue in proportion to conversions, as the models of all journeys together have it.
    /// </summary>
    /// <param name="conversions">Of those that had a touch; the others are added.</param>
    private IntervalCredit[] ShareOut(ResampledSums conversions)
    {
        var revenue = new ResampledSums(_rows, Resamples);
        for (var row = 0; row < _rows; row++)
        {
            var isLast = row == _rows - 1;
            revenue.Exact(row) = Shared(
                conversions.Exact(row), _conversions.Exact(Touched), _revenue.Exact(Touched), isLast);
            for (var resample = 0; resample < Resamples; resample++)
            {
                revenue.Drawn(row)[resample] = Shared(
                    conversions.Drawn(row)[resample], _conversions.Drawn(Touched)[resample], _revenue.Drawn(Touched)[resample], isLast);
            }
        }
        AddWhole(conversions, _conversions);
        AddWhole(revenue, _revenue);
        return Credits(conversions, revenue);
    }

    // Where nothing converted there is nothing to learn from, and what was paid back is nobody's.
    private static double Shared(double credit, double conversions, double revenue, bool isLast) =>
        conversions > 0 ? credit / conversions * revenue : isLast ? revenue : 0;

    private void AddWhole(ResampledSums sums, ResampledSums whole)
    {
        sums.Exact(_rows - 1) += whole.Exact(Untouched);
        ResampledSums.AddScaled(sums.Drawn(_rows - 1), whole.Drawn(Untouched), 1);
    }

    private static IntervalCredit[] Credits(ResampledSums conversions, ResampledSums revenue) =>
        [.. conversions.Estimates(Part).Zip(
            revenue.Estimates(Part), (of, brought) => new IntervalCredit(of, brought))];

    private static long Sum(ReadOnlySpan<long> counts)
    {
        var sum = 0L;
        foreach (var count in counts) sum += count;
        return sum;
    }

    /// <summary>What a model that looks at one journey at a time gives to each row.</summary>
    private sealed class JourneyCredits(JourneyModel model, int rows)
    {
        private Touch[] _touches = [];
        private double[] _weights = [];

        public string Name => model.Name;

        /// <summary>It looks at times, which paths do not have: what it gave was kept with them.</summary>
        public bool IsDecay => model.Name == Models.TimeDecayName;

        public ResampledSums Conversions { get; } = new(rows, Resamples);

        public ResampledSums Revenue { get; } = new(rows, Resamples);

        /// <summary>What it gives to each step of a path, on average over the path's conversions.</summary>
        public ReadOnlySpan<double> Weights(Paths paths, int path)
        {
            var steps = paths.Steps(path);
            if (steps.Length > _weights.Length)
            {
                (_weights, _touches) = (new double[steps.Length], new Touch[steps.Length]);
            }
            var weights = _weights.AsSpan(0, steps.Length);
            if (IsDecay)
            {
                var decay = paths.Decay(path);
                for (var i = 0; i < weights.Length; i++)
                {
                    weights[i] = decay[i] / Math.Max(1, paths.Converted[path]);
                }
                return weights;
            }
            for (var i = 0; i < weights.Length; i++)
            {
                _touches[i] = new Touch(0, steps[i].Key, steps[i].IsDirect);
            }
            model.Weigh(_touches.AsSpan(0, weights.Length), 0, weights);
            return weights;
        }
    }
}
