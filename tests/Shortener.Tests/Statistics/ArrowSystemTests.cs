using Shortener.Statistics;

namespace Shortener.Tests.Statistics;

public sealed class ArrowSystemTests
{
    /// <summary>
    /// Two rows with an unknown of their own (x, y) and a shared one (z): 2x + z = 4, y + z = 3, and z itself once 1, so that
    /// 4x + 2z = 8, y + z = 3, 2x + y + 3z = 4 + 3 + 1 are the normal equations: x = 1.5, y = 2, z = 1.
    /// </summary>
    [Test]
    public void The_solution_is_that_of_the_normal_equations()
    {
        var system = new ArrowSystem(rows: 2, local: 1, shared: 1);
        system.Add(0, [(0, 2.0)], [(0, 1.0)], information: 1, pull: 4);
        system.Add(1, [(0, 1.0)], [(0, 1.0)], information: 1, pull: 3);
        system.AddPrior(0, precision: 1, distance: 1);
        system.Factor();

        var (shared, locals) = (new double[1], new double[2]);
        system.Step(shared, locals);

        Assert.That(shared, Is.EqualTo(new[] { 1.0 }).Within(1e-9));
        Assert.That(locals, Is.EqualTo(new[] { 1.5, 2.0 }).Within(1e-9));
    }

    /// <summary>With rows eliminated, what is left of the shared unknown is its prior alone: a variance of 1/4.</summary>
    [Test]
    public void Draws_scatter_as_the_matrix_says()
    {
        var system = new ArrowSystem(rows: 1, local: 1, shared: 1);
        system.Add(0, [(0, 1.0)], [(0, 1.0)], information: 1, pull: 0);
        system.AddPrior(0, precision: 4, distance: 0);
        system.Factor();
        var (dice, shared, locals, squares) = (new Dice(7), new double[1], new double[1], 0.0);

        for (var i = 0; i < 20_000; i++)
        {
            system.Draw(dice, shared, locals);
            squares += shared[0] * shared[0];
            Assert.That(locals[0], Is.EqualTo(-shared[0]).Within(1e-9));
        }

        Assert.That(squares / 20_000, Is.EqualTo(0.25).Within(0.01));
    }
}
