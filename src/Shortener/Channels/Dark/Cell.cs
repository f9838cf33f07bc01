namespace Shortener.Channels.Dark;

/// <summary>Where a count of a link comes from: the inflows that bring it, and how much of each.</summary>
/// <param name="Platform">Where these clicks are; null where that makes no difference.</param>
internal sealed record Cell(int? Platform, Piece[] Pieces)
{
    /// <summary>
    /// What all links together say of it: the sum of their information about the logarithms of its pieces,
    /// each with each. Kept where there are several.
    /// </summary>
    public double[] Information { get; } = Pieces.Length > 1 ? new double[Pieces.Length * Pieces.Length] : [];
}

/// <summary>What an inflow brings to a cell.</summary>
/// <param name="Part">So much of the cell for each of its clicks on the link.</param>
/// <param name="Derivatives">Of that part's logarithm, by shared unknowns.</param>
internal sealed record Piece(int Inflow, double Part, (int At, double Value)[] Derivatives);

/// <summary>What was seen in a cell.</summary>
/// <param name="Trust">How much of it counts as seen by itself, up to 1.</param>
/// <param name="Times">So often the cell's parts are to be expected there.</param>
/// <param name="IsPrior">It was not seen, but is what all links say together.</param>
internal readonly record struct Count(
    Cell Cell, double Seen, double Trust = 1, double Times = 1, bool IsPrior = false);

/// <summary>The cells that links are counted in, as the shared unknowns have them.</summary>
internal sealed class Cells
{
    private readonly Layout _layout;
    private readonly (Cell Cell, int? Place)[] _named;
    private readonly Cell[] _handed;
    private readonly Cell[] _plain;
    private readonly Cell[] _either;
    private readonly Cell?[] _shares;
    private readonly Cell[] _usual;
    private readonly Cell[] _here;

    public Cells(Layout layout, Habits habits)
    {
        _layout = layout;
        var inflows = Enumerable.Range(0, layout.Inflows.Count).ToArray();
        _named = [.. from p in Enumerable.Range(0, Platforms.Count)
                     from s in inflows
                     where habits.Shown(s, p) > 0
                     select (new Cell(p, [Shown(s, p)]), layout.Inflows[s].App * Platforms.Count + p)];
        (_handed, _plain, _either) = (All(Arrival.Handed), All(Arrival.Plain), All(null));
        _shares = [.. inflows.Select(s => layout.SharesPerClick(s) is { } rate
            ? One(s, habits.SharesPerClick(s) * habits.Rate(s), [(rate, 1), .. habits.OfRate(s)]) : null)];
        _usual = [.. inflows.Select(s => One(s, 1 / habits.PartOfAll(s), [(layout.Part(s), -1)]))];
        _here = [.. inflows.Select(s => One(s, 1, []))];

        Piece Shown(int s, int p) =>
            new(s, habits.Rate(s, p) * habits.Shown(s, p), [.. habits.OfShown(s, p)]);

        Cell[] All(Arrival? arrival) => [.. Enumerable.Range(0, Platforms.Count).Select(p => new Cell(
            p, [.. from s in inflows
                   let part = habits.Hidden(s, p, arrival)
                   where part > 0
                   select new Piece(s, part, [.. habits.OfHidden(s, p, arrival)])]))];
    }

    /// <summary>Those of several inflows.</summary>
    public IEnumerable<Cell> Mixed =>
        _handed.Concat(_plain).Concat(_either).Where(cell => cell.Pieces.Length > 1);

    /// <summary>Adds a link's clicks that name their app, and typed ones that show it.</summary>
    public void AddNamed(Sightings seen, List<Count> counts)
    {
        foreach (var (cell, place) in _named)
        {
            counts.Add(new Count(cell, place is { } app ? seen.Named[app] : seen.Typed));
        }
    }

    /// <summary>Adds a link's clicks that name nothing.</summary>
    public void AddUnnamed(Sightings seen, List<Count> counts)
    {
        for (var p = 0; p < Platforms.Count; p++)
        {
            var (handed, plain) = (seen.Unnamed[2 * p], seen.Unnamed[2 * p + 1]);
            if (_layout.ArrivalIsKnown && seen.SharedTo is null)
            {
                counts.Add(new Count(_handed[p], handed));
                counts.Add(new Count(_plain[p], plain));
            }
            else
            {
                counts.Add(new Count(_either[p], handed + plain));
            }
        }
    }

    /// <summary>Shares of an inflow's app; null where none are looked for.</summary>
    public Cell? Shares(int inflow) => _shares[inflow];

    /// <summary>
    /// One over the inflow's part of all clicks, for each of its clicks on a link: times the link's own
    /// clicks, 1 is to be expected.
    /// </summary>
    public Cell Usual(int inflow) => _usual[inflow];

    /// <summary>An inflow's clicks on a link themselves.</summary>
    public Cell Here(int inflow) => _here[inflow];

    private static Cell One(int inflow, double part, (int, double)[] derivatives) =>
        new(null, [new Piece(inflow, part, derivatives)]);
}
