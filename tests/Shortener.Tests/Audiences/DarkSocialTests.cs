using System.Globalization;
using Shortener.Channels;

namespace Shortener.Tests.Audiences;

/// <summary>
/// How near the estimates come to the truth, on audiences that nothing was tuned on. Prints the truth against
/// the report, an oracle that knows the parameters, and what comes of dividing named taps by the default
/// visibility.
/// </summary>
public sealed class DarkSocialTests
{
    private const int Times = 7;

    private static readonly Classifier Classifier = Classifier.Load();

    private static readonly Lazy<IReadOnlyList<Verdict>> Bare = new(() => Judge(throughShareLinks: 0, Times));
    private static readonly Lazy<IReadOnlyList<Verdict>> Shared = new(
        () => Judge(throughShareLinks: 1 / 3.0, Times / 2));

    [Test]
    public void With_bare_links_half_of_the_apps_are_within_twelve_percent_and_four_fifths_within_thirty_five()
    {
        var errors = Apps(Bare.Value).Select(app => app.Error).ToList();
        Print("Bare links only, each app's visibility off by up to a third", Bare.Value);

        Assert.That(Verdict.Median(errors), Is.LessThanOrEqualTo(0.12));
        Assert.That(errors.Count(error => error <= 0.35), Is.GreaterThanOrEqualTo(0.8 * errors.Count));
    }

    /// <summary>
    /// The oracle is the same estimator on the same hits, told the parameters of the visibility model in that
    /// world: how much of every app shows, how its hidden taps arrive, and how many clicks are to be expected
    /// after its shares. That last one is the mean over other plays of the same nature: knowing what came
    /// after the shares of this very play would be knowing the answer. How much an app is used on which
    /// platform is what both estimate; an oracle that is told that as well is printed beside it. Medians over
    /// all pairs of app and world.
    /// </summary>
    [Test]
    public void The_median_error_is_at_most_one_and_a_half_times_that_of_an_oracle_that_knows_the_parameters()
    {
        var (ours, oracles, seers) = (
            Median(Bare.Value, app => app.Error), Median(Bare.Value, app => app.OracleError),
            Median(Bare.Value, app => app.SeerError));
        Line($"Median error {ours:p1}, of the oracle {oracles:p1}: {ours / oracles:n2} times; told each app's use as well {seers:p1}: {ours / seers:n2} times");

        Assert.That(ours, Is.LessThanOrEqualTo(1.5 * oracles));
    }

    [Test]
    public void In_every_world_it_is_nearer_than_named_taps_by_the_default_visibility()
    {
        var worse = Bare.Value.GroupBy(verdict => verdict.World.Name)
            .Where(world => Mean(world, app => app.Error) >= Mean(world, app => app.NaiveError))
            .Select(world => world.Key);

        Assert.That(worse, Is.Empty);
    }

    [Test]
    public void With_a_third_of_the_sharing_through_share_links_nine_tenths_of_the_apps_are_within_a_fifth()
    {
        var errors = Apps(Shared.Value).Select(app => app.Error).ToList();
        Print("A third of the messages through share links", Shared.Value);

        Assert.That(errors.Count(error => error <= 0.2), Is.GreaterThanOrEqualTo(0.9 * errors.Count));
    }

    [Test]
    public void Four_in_five_intervals_or_nearly_so_hold_the_truth()
    {
        var apps = Apps(Bare.Value).ToList();
        var covered = (double)apps.Count(app => app.IsCovered) / apps.Count;

        Assert.That(apps, Has.Count.GreaterThanOrEqualTo(200));
        Assert.That(covered, Is.InRange(0.7, 0.9));
    }

    [Test]
    public void With_bare_links_and_with_share_links_hardly_a_confirmed_click_came_from_another_app()
    {
        TestContext.Out.WriteLine($"Bare {Bare.Value.Average(verdict => verdict.Wrong):p2}, through share links {Shared.Value.Average(verdict => verdict.Wrong):p2}");

        Assert.That(WorstOf(Bare.Value, verdict => verdict.Wrong), Is.LessThanOrEqualTo(0.02));
        Assert.That(WorstOf(Shared.Value, verdict => verdict.Wrong), Is.LessThanOrEqualTo(0.02));
    }

    [Test]
    public void Clicks_have_the_right_app_or_none_where_nothing_tells_it()
    {
        TestContext.Out.WriteLine($"Bare {Bare.Value.Average(verdict => verdict.Right):p2}, through share links {Shared.Value.Average(verdict => verdict.Right):p2}");

        Assert.That(WorstOf(Bare.Value, verdict => 1 - verdict.Right), Is.LessThanOrEqualTo(0.03));
        Assert.That(WorstOf(Shared.Value, verdict => 1 - verdict.Right), Is.LessThanOrEqualTo(0.03));
    }

    /// <summary>Twice as far off as was reckoned with, the report errs more, and says so.</summary>
    [Test]
    public void Where_visibility_is_far_off_most_intervals_still_hold_the_truth()
    {
        var far = Judge(throughShareLinks: 0, times: 3, off: 2 / 3.0);
        Print("Bare links only, each app's visibility off by up to two thirds", far);

        Assert.That(Part([.. Apps(far)], app => app.IsCovered), Is.GreaterThanOrEqualTo(0.65));
    }

    /// <summary>Of the world in which there is most of it, over all times it was played.</summary>
    private static double WorstOf(IEnumerable<Verdict> verdicts, Func<Verdict, double> part) =>
        verdicts.GroupBy(verdict => verdict.World.Name).Max(world => world.Average(part));

    private static IReadOnlyList<Verdict> Judge(double throughShareLinks, int times, double off = 1 / 3.0) =>
        [.. from world in Worlds.Judging
            from time in Enumerable.Range(0, times)
            select Verdict.Of(world.Again(world.Seed + 1000 * time) with { ThroughShareLinks = throughShareLinks, Off = off }, Classifier)];

    private static IEnumerable<AppVerdict> Apps(IEnumerable<Verdict> verdicts) =>
        verdicts.SelectMany(verdict => verdict.Apps);

    private static double Median(IEnumerable<Verdict> verdicts, Func<AppVerdict, double> error) =>
        Verdict.Median(Apps(verdicts).Select(error));

    private static double Mean(IEnumerable<Verdict> verdicts, Func<AppVerdict, double> error) =>
        Apps(verdicts).Average(error);

    private static void Print(string title, IReadOnlyList<Verdict> verdicts)
    {
        TestContext.Out.WriteLine($"\n{title}\n");
        TestContext.Out.WriteLine("| audience | apps | median error | within 20 % | within 35 % | 80 % intervals hold | oracle | named ÷ default |");
        TestContext.Out.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var world in verdicts.GroupBy(verdict => verdict.World.Name))
        {
            Print(world.Key, [.. Apps(world)]);
        }
        Print("all", [.. Apps(verdicts)]);
        TestContext.Out.WriteLine("\n| audience | app | truth | confirmed | likely | 80 % interval | off |");
        TestContext.Out.WriteLine("|---|---|---:|---:|---:|---:|---:|");
        foreach (var app in verdicts.Where(v => v.World.Seed < 1000).SelectMany(v => v.Apps))
        {
            Line($"| {app.World} | {app.App} | {app.Truth:n0} | {app.Confirmed:n0} | {app.Likely.Expected:n0} | {app.Likely.Low:n0} to {app.Likely.High:n0} | {app.Error:p0} |");
        }
    }

    private static void Print(string name, IReadOnlyList<AppVerdict> apps) => Line(
        $"| {name} | {apps.Count} | {Verdict.Median(apps.Select(a => a.Error)):p1} | {Part(apps, a => a.Error <= 0.2):p0} | {Part(apps, a => a.Error <= 0.35):p0} | {Part(apps, a => a.IsCovered):p0} | {Verdict.Median(apps.Select(a => a.OracleError)):p1} | {Verdict.Median(apps.Select(a => a.NaiveError)):p1} |");

    private static double Part(IReadOnlyList<AppVerdict> apps, Func<AppVerdict, bool> holds) =>
        (double)apps.Count(holds) / Math.Max(1, apps.Count);

    private static void Line(FormattableString line) =>
        TestContext.Out.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
