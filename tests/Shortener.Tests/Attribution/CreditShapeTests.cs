using FsCheck;
using FsCheck.Fluent;
using Shortener.Attribution;
using Shortener.Statistics;

namespace Shortener.Tests.Attribution;

/// <summary>Whatever the conversions were, the rows of a report are its totals.</summary>
public sealed class CreditShapeTests
{
    private static readonly Models Registry = new(new AttributionSettings());

    // Key 1 is a link of two tags, so that its credit counts in two rows.
    private static readonly RowNames Names = new([["a"], ["b", "c"], ["d"], ["a"]]);

    [FsCheck.NUnit.Property(MaxTest = 60)]
    public Property Credits_add_up_to_the_millionth_and_the_cent_in_every_model(ushort seed) => (
        from model in Registry.All
        from ledger in Counted(model, seed)
        let rows = CreditShape.Rows(ledger, Names, isNumber: false, named: false).ToList()
        select (rows.Sum(row => row.Conversions), rows.Sum(row => row.Revenue)) == (
            ledger.Conversions, ledger.Revenue)
            && rows.All(row => row.Conversions >= 0)).All(holds => holds).ToProperty();

    [FsCheck.NUnit.Property(MaxTest = 20)]
    public Property They_do_so_side_by_side(ushort seed)
    {
        var ledgers = new Ledgers();
        var use = new PathUse(ledgers, TimeDecay.With(TimeSpan.FromDays(7)));
        Live(use, seed, currencies: 1);
        var (rows, rowsOf) = ComparisonShape.RowsOf(Names);
        var credits = CreditIntervals.Of(
            use.Paths, Registry.OfJourneys, rowsOf, rows.Count, withPathModels: false);
        var (conversions, revenue) = (ledgers.All.Sum(l => l.Conversions), ledgers.All.Sum(l => l.Revenue));

        var compared = ComparisonShape.Shape(rows, Names, isNumber: false, credits, conversions, revenue);

        return credits.Keys.All(model =>
            (compared.Sum(row => row.Credits[model].Conversions), compared.Sum(row => row.Credits[model].Revenue)) == (conversions, revenue)).ToProperty();
    }

    private static IReadOnlyCollection<Ledger> Counted(Model model, ushort seed)
    {
        var ledgers = new Ledgers();
        if (model is JourneyModel journeys)
        {
            Live(new CreditUse(journeys.Weigh, ledgers), seed, currencies: 2);
            return ledgers.All;
        }
        var use = new PathUse(ledgers);
        Live(use, seed, currencies: 2);
        var shares = ((PathModel)model).Shares(use.Paths, use.Paths.Converted, use.Paths.Lost);
        foreach (var ledger in ledgers.All) ledger.CreditAll(shares);
        return ledgers.All;
    }

    // Up to 30 leads, sales, refunds and journeys that led to nothing, of up to five touches.
    private static void Live(JourneyUse use, ushort seed, int currencies)
    {
        var dice = new Dice(seed);
        for (var i = dice.Below(30); i >= 0; i--)
        {
            Touch[] touches = [.. Enumerable.Range(0, dice.Below(6)).Select(
                n => new Touch(n * 1_000, dice.Below(4), dice.Below(4) == 0))];
            var kind = (OutcomeKind)dice.Below(3);
            var currency = (short)(kind is OutcomeKind.Lead ? 0 : dice.Below(currencies) == 0 ? 978 : 840);
            if (dice.Below(4) > 0)
            {
                use.Converted(touches, new Shortener.Attribution.Outcome(
                    10_000, 10_000, kind, 1, 0, kind is OutcomeKind.Lead ? 0 : dice.Below(100_000), currency,
                    30));
            }
            else if (touches.Length > 0) use.Lost(touches, 1 + dice.Below(3));
        }
    }
}
