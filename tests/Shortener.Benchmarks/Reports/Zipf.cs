namespace Shortener.Benchmarks.Reports;

/// <summary>Draws 0 to n−1, the first most often: the chance of the k-th falls as 1 / k^s.</summary>
internal sealed class Zipf
{
    private readonly double[] _upTo;

    public Zipf(int n, double s = 1)
    {
        _upTo = new double[n];
        var sum = 0.0;
        for (var k = 0; k < n; k++) _upTo[k] = sum += Math.Pow(k + 1, -s);
        for (var k = 0; k < n; k++) _upTo[k] /= sum;
    }

    public int Draw(Random dice)
    {
        var found = Array.BinarySearch(_upTo, dice.NextDouble());
        return Math.Min(found >= 0 ? found : ~found, _upTo.Length - 1);
    }
}
