using Shortener.Statistics;
using Shortener.Tests.Support;

namespace Shortener.Tests.Statistics;

public sealed class ArrowSystemTests
{
    /// <summary>
    /// Two rows with an unknown of their own (x, y) and a shared one (z): 2x + z = 4, y + z = 3, and z itself
    /// once 1, so that 4x + 2z = 8, y + z = 3, 2x + y + 3z = 4 + 3 + 1 are the normal equations: x = 1.5, y =
    /// 2, z = 1.
    /// </summary>
    [Test]
    public void The_solution_is_that_of_the_normal_equations()
    {
        var system = new ArrowSystem(rows: 2, local: 1, shared: 1);
        Fill(system, (rows, row) => Add(rows, row, ofLocal: 2 - row, pull: 4 - row));
        system.AddPrior(0, precision: 1, distance: 1);
        system.Factor();

        var (shared, locals) = (new double[1], new double[2]);
        system.Step(shared, locals);

        Assert.That(shared, Is.EqualTo(new[] { 1.0 }).Within(1e-9));
        Assert.That(locals, Is.EqualTo(new[] { 1.5, 2.0 }).Within(1e-9));
    }

    /// <summary>
    /// Of x + z and z, each known with a variance of 1, z has one of 1, x one of 2, and their sum one of 1.
    /// </summary>
    [Test]
    public void Variances_are_those_of_the_inverse()
    {
        var system = new ArrowSystem(rows: 1, local: 1, shared: 1);
        Fill(system, (rows, row) => Add(rows, row, ofLocal: 1, pull: 0));
        system.AddPrior(0, precision: 1, distance: 0);
        system.Factor();

        Assert.That(system.Variance(shareds: [1], locals: [0]), Is.EqualTo(1).Within(1e-9));
        Assert.That(system.Variance(shareds: [0], locals: [1]), Is.EqualTo(2).Within(1e-9));
        Assert.That(system.Variance(shareds: [1], locals: [1]), Is.EqualTo(1).Within(1e-9));
    }

    /// <summary>
    /// Two rows without unknowns that matter say of z that it is 3 and −3, each with a variance of 1/2, so
    /// that it would be known with one of 1/4. Pulls of 6 and −6 on a precision of 4 tell more: (6² + 6²) ÷
    /// 4² = 4.5.
    /// </summary>
    [Test]
    public void Rows_that_disagree_make_it_less_sure()
    {
        var system = new ArrowSystem(rows: 2, local: 1, shared: 1);
        Fill(system, (rows, row) =>
        {
            rows.AddPrior(row, 0, precision: 1, distance: 0);
            rows.Add(row, [], [(0, 1.0)], information: 2, pull: row == 0 ? 6 : -6);
        });
        system.Factor();

        Assert.That(system.Variance(shareds: [1], locals: [0, 0]), Is.EqualTo(4.5).Within(1e-9));
    }

    /// <summary>
    /// x + z is seen to be 0 with a precision of 1, and bent by 1: z moves as if it had been seen to be 1,
    /// and x against it.
    /// </summary>
    [Test]
    public void What_bends_moves_the_shared_unknowns_and_leaves_a_rows_own_to_what_was_seen()
    {
        var system = new ArrowSystem(rows: 1, local: 1, shared: 1);
        Fill(system, (rows, row) =>
        {
            Add(rows, row, ofLocal: 1, pull: 0);
            rows.Bend(row, [], [(0, 1.0)], 1);
        });
        system.AddPrior(0, precision: 1, distance: 0);
        system.Factor();

        var (shared, locals) = (new double[1], new double[1]);
        system.Step(shared, locals);

        Assert.That((shared[0], locals[0]), Is.EqualTo((1.0, -1.0)));
    }

    /// <summary>
    /// z alone is known, with a variance of 1/4 and a pull of 6: it moves by 6/4, which is three of its
    /// deviations of 1/2.
    /// </summary>
    [Test]
    public void A_step_tells_its_length_in_standard_deviations()
    {
        var system = new ArrowSystem(rows: 0, local: 1, shared: 1);
        system.AddPrior(0, precision: 4, distance: 1.5);
        system.Factor();

        var shared = new double[1];
        Assert.That(system.Step(shared, []), Is.EqualTo(3).Within(1e-12));
        Assert.That(shared[0], Is.EqualTo(1.5).Within(1e-12));
    }

    /// <summary>
    /// What concerns a row added at once, and what all rows say of shared unknowns summed first, is the same
    /// as observation after observation.
    /// </summary>
    [FsCheck.NUnit.Property]
    public bool An_observation_may_be_added_in_two_parts(
        (sbyte X, sbyte Y, sbyte Z, sbyte U, sbyte Pull)[] seen)
    {
        var (one, two) = (Begun(AddAtOnce), Begun(AddInTwoParts));

        return Solved(one).Zip(Solved(two)).All(
            pair => Math.Abs(pair.First - pair.Second) <= 1e-6 * (1 + Math.Abs(pair.First)));

        void AddAtOnce(ArrowRows rows)
        {
            foreach (var (x, y, z, u, pull) in seen)
            {
                rows.Add(0, [(0, x), (1, y)], [(0, z), (1, u)], information: 0.5, pull);
            }
        }

        void AddInTwoParts(ArrowRows rows)
        {
            var (known, shareds) = (new double[2 * 2], new double[Gram.Padded(2)]);
            foreach (var (x, y, z, u, pull) in seen)
            {
                (shareds[0], shareds[1]) = (z, u);
                rows.AddToRow(0, [x, y], shareds, information: 0.5, pull);
                for (var i = 0; i < known.Length; i++) known[i] += 0.5 * shareds[i / 2] * shareds[i % 2];
            }
            for (var i = 0; i < known.Length; i++) rows.AddShared(i / 2, i % 2, known[i]);
        }
    }

    /// <summary>
    /// What rows say is summed half by half, whether a thread works on each or one on both. A third of a
    /// third is no round number: in another order, other bits would come out.
    /// </summary>
    [Test]
    public async Task One_thread_finds_the_solution_that_two_find()
    {
        var two = Third();
        var one = await OneThread.Run(Third);

        Assert.That(one, Is.EqualTo(two));

        static double[] Third()
        {
            var system = new ArrowSystem(rows: 9, local: 2, shared: 2);
            Fill(system, (rows, row) => rows.Add(
                row, [(0, row / 3.0), (1, 1)], [(0, 1 / 3.0), (1, row / 7.0)], information: row / 3.0, pull: row));
            for (var i = 0; i < 2; i++) system.AddPrior(i, precision: 1, distance: 0);
            system.Factor();
            var (shared, locals) = (new double[2], new double[9 * 2]);
            system.Step(shared, locals);
            return [.. shared, .. locals, system.Variance(shared, locals)];
        }
    }

    private static ArrowSystem Begun(Action<ArrowRows> add)
    {
        var system = new ArrowSystem(rows: 1, local: 2, shared: 2);
        system.Fill(rows =>
        {
            if (rows.First == rows.End) return;
            for (var i = 0; i < 2; i++) rows.AddPrior(0, i, precision: 1, distance: 0);
            add(rows);
        });
        for (var i = 0; i < 2; i++) system.AddPrior(i, precision: 1, distance: 0);
        return system;
    }

    private static void Fill(ArrowSystem system, Action<ArrowRows, int> add) => system.Fill(rows =>
    {
        for (var row = rows.First; row < rows.End; row++) add(rows, row);
    });

    private static double[] Solved(ArrowSystem system)
    {
        var (shared, locals) = (new double[2], new double[2]);
        system.Factor();
        system.Step(shared, locals);
        return [.. shared, .. locals, system.Variance(shared, locals)];
    }

    private static void Add(ArrowRows rows, int row, double ofLocal, double pull) =>
        rows.Add(row, [(0, ofLocal)], [(0, 1.0)], information: 1, pull);
}
