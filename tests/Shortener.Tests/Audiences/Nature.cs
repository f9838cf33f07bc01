using Shortener.Channels.Dark;

namespace Shortener.Tests.Audiences;

/// <summary>
/// What is true in a world, app by app: the product's assumptions, each moved by the world's own dice.
/// </summary>
internal sealed class Nature
{
    private readonly Dictionary<string, AppNature> _apps;

    public Nature(World world, Random dice)
    {
        _apps = world.Apps.Keys.ToDictionary(app => app, app => Make(app, world, dice));
    }

    public AppNature Of(string app) => _apps[app];

    /// <summary>
    /// The truth in the form in which the product assumes it, for an oracle: what shows of each app, and how
    /// its hidden taps arrive.
    /// </summary>
    /// <param name="clicksPerShare">Of each app, where its shares were seen at all.</param>
    /// <param name="withReach">And how much each app is used on each platform.</param>
    public Visibility ToVisibility(Func<string, double?> clicksPerShare, bool withReach) =>
        new([.. Visibility.Default.Apps.Select(habit => _apps.TryGetValue(habit.App, out var app)
            ? new AppHabit(
                habit.App, habit.ClicksPerShare is null ? null : clicksPerShare(habit.App),
                [.. app.On.Select((on, p) => withReach ? on : on is null ? null : on with
                {
                    Reach = habit.On[p]!.Reach,
                })])
            : habit)]);

    private static AppNature Make(string name, World world, Random dice)
    {
        var habit = Visibility.Default.Apps[Visibility.Default.IndexOf(name)];
        var visibility = 1 + world.Off * (2 * dice.NextDouble() - 1);
        var on = habit.On.Select(showing => showing is null ? null : new Showing(
            showing.Reach * Math.Exp(0.25 * dice.Normal()),
            Math.Min(showing.Shown * visibility, 0.99),
            Math.Min(showing.Handed * (0.85 + 0.3 * dice.NextDouble()), 0.97))).ToArray();
        var clicks = (habit.ClicksPerShare ?? 6) * Math.Exp(0.4 * dice.Normal());
        var cards = 0.7 + 0.25 * dice.NextDouble();
        return new AppNature(on, ClicksPerMessage: clicks * (1 - world.Forwards) * cards, Cards: cards);
    }
}

/// <summary>How an app's people behave in a world.</summary>
/// <param name="ClicksPerMessage">How many tap on a message with a link, in the mean.</param>
/// <param name="Cards">Part of the messages written (not forwarded) for which a card is fetched.</param>
internal sealed record AppNature(IReadOnlyList<Showing?> On, double ClicksPerMessage, double Cards);

internal static class Chance
{
    /// <summary>From the normal distribution with mean 0 and variance 1.</summary>
    public static double Normal(this Random dice) =>
        Math.Sqrt(-2 * Math.Log(1 - dice.NextDouble())) * Math.Cos(2 * Math.PI * dice.NextDouble());

    /// <summary>How often something happens that happens <paramref name="mean"/> times in the mean.</summary>
    public static int Poisson(this Random dice, double mean)
    {
        if (mean > 50) return Math.Max(0, (int)Math.Round(mean + Math.Sqrt(mean) * dice.Normal()));
        var (count, left) = (0, Math.Exp(mean) * dice.NextDouble());
        while (left > 1)
        {
            count++;
            left *= dice.NextDouble();
        }
        return count;
    }

    /// <summary>How many there are before the first failure: many of few, few of many.</summary>
    public static int Geometric(this Random dice, double mean) =>
        (int)(Math.Log(1 - dice.NextDouble()) / Math.Log(mean / (1 + mean)));

    public static bool Happens(this Random dice, double chance) => dice.NextDouble() < chance;

    /// <summary>One of them, by weight.</summary>
    public static int Pick(this Random dice, IReadOnlyList<double> weights)
    {
        var left = dice.NextDouble() * weights.Sum();
        for (var i = 0; i < weights.Count - 1; i++)
        {
            left -= weights[i];
            if (left < 0) return i;
        }
        return weights.Count - 1;
    }
}
