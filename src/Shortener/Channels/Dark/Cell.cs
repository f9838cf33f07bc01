namespace Shortener.Channels.Dark;

/// <summary>Where a count of a link comes from: the inflows that bring it, and how much of each.</summary>
/// <param name="Platform">Where these clicks are; null where that makes no difference.</param>
internal sealed record Cell(int? Platform, IReadOnlyList<Piece> Pieces);

/// <summary>What an inflow brings to a cell.</summary>
/// <param name="Part">So much of the cell for each of its clicks on the link.</param>
/// <param name="Derivatives">Of that part's logarithm, by shared unknowns.</param>
internal sealed record Piece(int Inflow, double Part, (int At, double Value)[] Derivatives);

/// <summary>What was seen in a cell.</summary>
/// <param name="Trust">How much of it counts as seen by itself, up to 1.</param>
/// <param name="IsPrior">It was not seen, but is what all links say together.</param>
internal readonly record struct Count(Cell Cell, double Seen, double Trust = 1, bool IsPrior = false);

/// <summary>The cells that links are counted in, as the shared unknowns have them.</summary>
internal sealed class Cells
{
    private readonly Layout _layout;
    private readonly Habits _habits;
    private readonly (Cell Cell, int? Place)[] _named;
    private readonly Cell[] _handed;
    private readonly Cell[] _plain;
    private readonly Cell[] _either;

    public Cells(Layout layout, Habits habits)
    {
        (_layout, _habits) = (layout, habits);
        _named = [.. from p in Enumerable.Range(0, Platforms.Count)
                     from s in Enumerable.Range(0, layout.Inflows.Count)
                     where habits.Shown(s, p) > 0
                     select (new Cell(p, [Shown(s, p)]), layout.Inflows[s].App * Platforms.Count + p)];
        (_handed, _plain, _either) = (All(Arrival.Handed), All(Arrival.Plain), All(null));
    }

    /// <summary>A link's clicks that name their app, and typed ones that show it.</summary>
    public IEnumerable<Count> Named(Sightings seen) =>
        _named.Select(
            named => new Count(named.Cell, named.Place is { } place ? seen.Named[place] : seen.Typed));

    /// <summary>A link's clicks that name nothing.</summary>
    public IEnumerable<Count> Unnamed(Sightings seen)
    {
        for (var p = 0; p < Platforms.Count; p++)
        {
            var (handed, plain) = (seen.Unnamed[2 * p], seen.Unnamed[2 * p + 1]);
            if (_layout.ArrivalIsKnown && seen.SharedTo is null)
            {
                yield return new Count(_handed[p], handed);
                yield return new Count(_plain[p], plain);
            }
            else
            {
                yield return new Count(_either[p], handed + plain);
            }
        }
    }

    /// <summary>Shares of an inflow's app; null where none are looked for.</summary>
    public Cell? Shares(int inflow) => _layout.SharesPerClick(inflow) is { } rate
        ? new Cell(null, [new Piece(
            inflow, _habits.SharesPerClick(inflow) * _habits.Rate(inflow),
            [(rate, 1), .. _habits.OfRate(inflow)])])
        : null;

    private Cell[] All(Arrival? arrival) => [.. Enumerable.Range(0, Platforms.Count).Select(p => new Cell(
        p, [.. from s in Enumerable.Range(0, _layout.Inflows.Count)
               let part = _habits.Hidden(s, p, arrival)
               where part > 0
               select new Piece(s, part, [.. _habits.OfHidden(s, p, arrival)])]))];

    private Piece Shown(int s, int p) =>
        new(s, _habits.Rate(s, p) * _habits.Shown(s, p), [.. _habits.OfShown(s, p)]);
}
