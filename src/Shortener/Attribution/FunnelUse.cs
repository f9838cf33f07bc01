using System.Runtime.InteropServices;

namespace Shortener.Attribution;

/// <summary>Counts leads and sales by the row of their last touch.</summary>
public sealed class FunnelUse : JourneyUse
{
    private readonly List<(long Leads, long Sales)> _rows = [];

    /// <summary>By key.</summary>
    public IReadOnlyList<(long Leads, long Sales)> Rows => _rows;

    /// <summary>Those that had no touch.</summary>
    public (long Leads, long Sales) Untouched { get; private set; }

    public override void Converted(ReadOnlySpan<Touch> touches, in Outcome outcome)
    {
        var (leads, sales) =
            (outcome.Kind is OutcomeKind.Lead ? 1 : 0, outcome.Kind is OutcomeKind.Sale ? 1 : 0);
        if (touches.IsEmpty)
        {
            Untouched = (Untouched.Leads + leads, Untouched.Sales + sales);
            return;
        }
        var key = touches[^1].Key;
        while (key >= _rows.Count) _rows.Add(default);
        ref var row = ref CollectionsMarshal.AsSpan(_rows)[key];
        row = (row.Leads + leads, row.Sales + sales);
    }
}
