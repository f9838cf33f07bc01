using Shortener.Attribution;
using Shortener.Statistics;

namespace Shortener.Tests.Attribution;

/// <summary>
/// Markov and Shapley against worked examples that others published, and against their own definitions.
/// </summary>
public sealed class PathModelTests
{
    // Sergey Bryl', "Marketing multi-channel attribution model with R, part 1" (analyzecore.com, 2016):
    // C1→C2→C3 buys; C1 and C2→C3 do not. Removal effects 0.5, 1, 1.
    [Test]
    public void Markov_is_as_in_the_example_of_three_channels()
    {
        var paths = new Paths();
        paths.AddConversion(Steps(0, 1, 2));
        paths.AddLost(Steps(0));
        paths.AddLost(Steps(1, 2));

        Assert.That(Markov(paths), Is.EqualTo(new[] { 0.2, 0.4, 0.4 }).Within(1e-12));
    }

    // Serhii Puzyrov, "Markov chain attribution – simple explanation of removal effect" (serhiipuzyrov.com,
    // 2019): of five customers, Google Ads alone won 2 and lost 1, mailing alone won 1, and both together won
    // 1. P = 0.8; without Google Ads 0.2, without mailing 0.4: effects 0.75 and 0.5, and of 4 conversions 2.4
    // and 1.6.
    [Test]
    public void Markov_is_as_in_the_example_of_ads_and_mail()
    {
        var paths = new Paths();
        paths.AddConversion(Steps(0));
        paths.AddConversion(Steps(0));
        paths.AddConversion(Steps(1));
        paths.AddConversion(Steps(0, 1));
        paths.AddLost(Steps(0));

        Assert.That(Markov(paths).Select(share => share * 4), Is.EqualTo(new[] { 2.4, 1.6 }).Within(1e-12));
    }

    // "Data-driven marketing attribution" (towardsdatascience.com), worked out in github.com/tomgorb/misc: of
    // 100 conversions Facebook alone 20, organic 10, LinkedIn 17, F+O 17, F+L 30, O+L 0, all three 6.
    [Test]
    public void Shapley_is_as_in_the_example_of_three_channels()
    {
        var paths = new Paths();
        foreach (var (steps, times) in new[] { (Steps(0), 20), (Steps(1), 10), (Steps(2), 17), (Steps(1, 0), 17), (Steps(2, 0), 30), (Steps(0, 1, 2), 6) })
        {
            for (var i = 0; i < times; i++) paths.AddConversion(steps);
        }

        Assert.That(
            Shapley.Shares(paths, paths.Converted), Is.EqualTo(new[] { 0.455, 0.205, 0.34 }).Within(1e-12));
    }

    [Test]
    public void Coming_back_to_a_key_changes_neither()
    {
        var (once, again) = (new Paths(), new Paths());
        once.AddConversion(Steps(0, 1));
        once.AddLost(Steps(0));
        again.AddConversion(Steps(0, 0, 0, 1, 1));
        again.AddLost(Steps(0, 0));

        Assert.That(Markov(again), Is.EqualTo(Markov(once)).Within(1e-12));
        Assert.That(Shapley.Shares(again, again.Converted), Is.EqualTo(Shapley.Shares(once, once.Converted)));
    }

    [Test]
    public void Nothing_converted_earns_nothing()
    {
        var paths = new Paths();
        paths.AddLost(Steps(0, 1), 5);

        Assert.That(Markov(paths), Is.All.Zero);
        Assert.That(Shapley.Shares(paths, paths.Converted), Is.All.Zero);
    }

    [Test]
    public void A_conversion_without_a_touch_belongs_to_no_key()
    {
        var (with, without) = (new Paths(), new Paths());
        with.AddConversion(Steps(0, 1));
        with.AddLost(Steps(0));
        without.AddConversion([]);
        without.AddConversion(Steps(0, 1));
        without.AddLost(Steps(0));

        Assert.That(Markov(without), Is.EqualTo(Markov(with)));
        Assert.That(
            Shapley.Shares(without, without.Converted), Is.EqualTo(Shapley.Shares(with, with.Converted)));
    }

    // Each key taken out in turn, and the chain solved anew by walking it until it is over.
    [Test]
    public void Markov_is_what_is_lost_when_a_key_is_taken_out([Values(1, 2, 3, 4, 5)] int seed)
    {
        var paths = Drawn(seed, keys: 6, journeys: 60);
        var whole = ChanceToConvert(paths, without: -1);

        var effects = Enumerable.Range(0, paths.Keys)
            .Select(key => (whole - ChanceToConvert(paths, key)) / whole).ToArray();

        Assert.That(Markov(paths), Is.EqualTo(effects.Select(effect => effect / effects.Sum())).Within(1e-9));
    }

    // The definition itself, over all sets of keys.
    [Test]
    public void Shapley_is_the_mean_over_all_sets_up_to_twelve_keys(
        [Values(1, 2, 3)] int seed, [Values(2, 5, 12)] int keys)
    {
        var paths = Drawn(seed, keys, journeys: 80);
        var worth = new double[1 << keys];
        for (var set = 0; set < worth.Length; set++)
        {
            for (var path = 0; path < paths.Count; path++)
            {
                if ((SetOf(paths.Steps(path)) & ~set) == 0) worth[set] += paths.Converted[path];
            }
        }

        var values = Enumerable.Range(0, keys).Select(key => Enumerable.Range(0, worth.Length)
            .Where(set => (set & (1 << key)) == 0)
            .Sum(set => Orders(int.PopCount(set), keys) * (worth[set | (1 << key)] - worth[set])));

        Assert.That(
            Shapley.Shares(paths, paths.Converted),
            Is.EqualTo(values.Select(value => value / worth[^1])).Within(1e-12));
    }

    // |S|! (n−|S|−1)! / n!
    private static double Orders(int size, int keys) =>
        Enumerable.Range(1, size).Aggregate(1.0 / keys, (product, i) => product * i / (keys - i));

    private static int SetOf(ReadOnlySpan<Step> steps)
    {
        var set = 0;
        foreach (var step in steps) set |= 1 << step.Key;
        return set;
    }

    private static double ChanceToConvert(Paths paths, int without)
    {
        var steps = new double[paths.Keys, paths.Keys];
        var (starts, converts, leaves) =
            (new double[paths.Keys], new double[paths.Keys], new double[paths.Keys]);
        var journeys = 0.0;
        for (var path = 0; path < paths.Count; path++)
        {
            var walk = paths.Steps(path);
            var times = paths.Converted[path] + paths.Lost[path];
            journeys += times;
            starts[walk[0].Key] += times;
            for (var i = 1; i < walk.Length; i++) steps[walk[i - 1].Key, walk[i].Key] += times;
            foreach (var step in walk) leaves[step.Key] += times;
            converts[walk[^1].Key] += paths.Converted[path];
        }
        var (here, converted) = (starts.Select(times => times / journeys).ToArray(), 0.0);
        for (var round = 0; round < 5_000; round++)
        {
            var next = new double[paths.Keys];
            for (var from = 0; from < paths.Keys; from++)
            {
                if (from == without || leaves[from] == 0) continue;
                converted += here[from] * converts[from] / leaves[from];
                for (var to = 0; to < paths.Keys; to++)
                {
                    next[to] += here[from] * steps[from, to] / leaves[from];
                }
            }
            here = next;
        }
        return converted;
    }

    private static Paths Drawn(int seed, int keys, int journeys)
    {
        var (paths, dice) = (new Paths(), new Dice((ulong)seed));
        for (var i = 0; i < journeys; i++)
        {
            var steps = Steps([.. Enumerable.Range(0, 1 + dice.Below(6)).Select(_ => dice.Below(keys))]);
            // Every key is somewhere, so that the highest has a number.
            if (i < keys) steps[0] = new Step(i, isDirect: false);
            if (dice.Below(3) == 0) paths.AddLost(steps);
            else paths.AddConversion(steps);
        }
        return paths;
    }

    private static double[] Markov(Paths paths) => MarkovChain.Shares(paths, paths.Converted, paths.Lost);

    private static Step[] Steps(params int[] keys) => [.. keys.Select(key => new Step(key, isDirect: false))];
}
