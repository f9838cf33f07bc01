namespace Shortener.Tests.Channels;

/// <summary>How often names were given rightly.</summary>
/// <remarks>
/// Precision: of the names given, the right ones. Recall: of the names there were, those found. F1: their
/// harmonic mean. Over several families the counts are added up first, so that every request weighs the same.
/// </remarks>
internal sealed class Score
{
    private readonly Dictionary<string, (int Right, int Missed, int Wrong)> families = [];

    /// <param name="wanted">The label; null where there is nothing to be named.</param>
    /// <param name="given">The answer; null where nothing was named.</param>
    public void Add(string? wanted, string? given)
    {
        if (wanted == given && wanted is not null) Count(wanted, right: 1);
        if (wanted == given) return;
        if (wanted is not null) Count(wanted, missed: 1);
        if (given is not null) Count(given, wrong: 1);
    }

    /// <summary>The families of which there are more examples than that.</summary>
    public Score Above(int examples)
    {
        var some = new Score();
        foreach (var (name, count) in families)
        {
            if (count.Right + count.Missed > examples) some.families[name] = count;
        }
        return some;
    }

    public double Precision => Ratio(Right, families.Values.Sum(f => f.Right + f.Wrong));

    public double Recall => Ratio(Right, Examples);

    public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    private int Right => families.Values.Sum(f => f.Right);

    public int Examples => families.Values.Sum(f => f.Right + f.Missed);

    public override string ToString() =>
        $"{Examples,5} examples, precision {Precision:F4}, recall {Recall:F4}, F1 {F1:F4}";

    private void Count(string family, int right = 0, int missed = 0, int wrong = 0)
    {
        var was = families.GetValueOrDefault(family);
        families[family] = (was.Right + right, was.Missed + missed, was.Wrong + wrong);
    }

    private static double Ratio(int part, int whole) => whole == 0 ? 0 : (double)part / whole;
}
