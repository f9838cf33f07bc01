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

    [Test]
    public void Scaling_reaches_every_number()
    {
        double[] scaled = [.. OneToEleven];

        Vectors.Scale(scaled, 0.5);

        Assert.That(scaled, Is.EqualTo(OneToEleven.Select(n => n / 2)));
    }
}
