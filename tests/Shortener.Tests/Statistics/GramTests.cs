using Shortener.Statistics;

namespace Shortener.Tests.Statistics;

public sealed class GramTests
{
    /// <summary>
    /// Tile by tile it is what it is number by number; whole numbers and halves leave nothing to round.
    /// </summary>
    [FsCheck.NUnit.Property]
    public bool The_sum_of_squares_is_that_of_every_pair(sbyte[][] given, byte length)
    {
        var n = length % 40;
        var wide = Gram.Padded(n);
        var vectors = new double[given.Length * wide];
        for (var v = 0; v < given.Length; v++)
        {
            for (var i = 0; i < Math.Min(n, given[v].Length); i++) vectors[v * wide + i] = given[v][i];
        }
        var sums = new double[wide * wide];
        Array.Fill(sums, 7);

        Gram.Add(sums, wide, vectors, weight: 0.5);

        return Enumerable.Range(0, wide).All(
            i => Enumerable.Range(0, i + 1).All(j => sums[i * wide + j] == 7 + 0.5 * Product(i, j)));

        double Product(int i, int j) =>
            Enumerable.Range(0, given.Length).Sum(v => vectors[v * wide + i] * vectors[v * wide + j]);
    }

    [Test]
    public void Vectors_are_filled_up_to_whole_tiles()
    {
        Assert.That(Gram.Padded(0), Is.Zero);
        Assert.That(Gram.Padded(1), Is.EqualTo(Gram.Padded(Gram.Padded(1))).And.GreaterThan(1));
    }
}
