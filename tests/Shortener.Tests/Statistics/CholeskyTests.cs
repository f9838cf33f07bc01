using Shortener.Statistics;

namespace Shortener.Tests.Statistics;

public sealed class CholeskyTests
{
    /// <summary>(4 2; 2 10) = L·Lᵀ with L = (2 0; 1 3).</summary>
    [Test]
    public void A_matrix_is_its_factor_times_itself()
    {
        double[] matrix = [4, 2, 2, 10];

        Cholesky.Factor(matrix, 2);

        Assert.That(new[] { matrix[0], matrix[2], matrix[3] }, Is.EqualTo(new[] { 2.0, 1.0, 3.0 }));
    }

    /// <summary>4x + 2y = 10 and 2x + 10y = 14: x = 2, y = 1.</summary>
    [Test]
    public void Forward_and_back_solve_the_equations()
    {
        double[] matrix = [4, 2, 2, 10];
        double[] side = [10, 14];

        Cholesky.Factor(matrix, 2);
        Cholesky.Forward(matrix, 2, side);
        Cholesky.Back(matrix, 2, side);

        Assert.That(side, Is.EqualTo(new[] { 2.0, 1.0 }).Within(1e-12));
    }

    /// <summary>The inverse of (4 2; 2 10), whose determinant is 36, is (10 −2; −2 4) ÷ 36.</summary>
    [Test]
    public void Inverting_gives_the_inverse_of_the_matrix_itself()
    {
        double[] matrix = [4, 2, 2, 10];
        var inverse = new double[4];

        Cholesky.Factor(matrix, 2);
        Cholesky.Invert(matrix, 2, inverse);

        Assert.That(inverse, Is.EqualTo(new[] { 10 / 36.0, -2 / 36.0, -2 / 36.0, 4 / 36.0 }).Within(1e-12));
    }

    /// <summary>L = (2 0; 1 3): L⁻¹·(2, 7) = (1, 2) and L⁻¹·(4, 14) = (2, 4), and of zeros nothing.</summary>
    [Test]
    public void All_columns_of_a_matrix_go_forward_at_once()
    {
        var width = Gram.Padded(2);
        var columns = new double[2 * width];
        (columns[0], columns[1], columns[width], columns[width + 1]) = (2, 4, 7, 14);

        Cholesky.ForwardAll([2, 0, 1, 3], 2, columns, width);

        Assert.That(
            new[] { columns[0], columns[1], columns[width], columns[width + 1] },
            Is.EqualTo(new[] { 1.0, 2, 2, 4 }));
        Assert.That(columns.Sum(), Is.EqualTo(9));
    }
}
