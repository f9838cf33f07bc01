using Shortener.Statistics;

namespace Shortener.Tests.Statistics;

public sealed class VectorsTests
{
    private static readonly double[] OneToEleven = [.. Enumerable.Range(1, 11).Select(n => (double)n)];

    /// <summary>1² + 2² + … + 11² = 11 × 12 × 23 ÷ 6: eleven is a multiple of no processor's width.</summary>
    [Test]
    public void The_product_of_two_vectors_counts_every_number()
    {
        Assert.That(Vectors.Dot(OneToEleven, OneToEleven), Is.EqualTo(506));
    }

    [Test]
    public void Adding_a_multiple_reaches_every_number()
    {
        double[] sums = [.. OneToEleven];

        Vectors.Add(sums, OneToEleven, 2);

        Assert.That(sums, Is.EqualTo(OneToEleven.Select(n => 3 * n)));
    }

    /// <summary>1 + 2 + … + 11 = 11 × 12 ÷ 2.</summary>
    [Test]
    public void The_sum_counts_every_number()
    {
        Assert.That(Vectors.Sum(OneToEleven), Is.EqualTo(66));
    }

    [Test]
    public void The_longest_is_the_largest_of_either_sign()
    {
        Assert.That(Vectors.Longest([1, -3, 2]), Is.EqualTo(3));
        Assert.That(Vectors.Longest([]), Is.Zero);
    }
}
