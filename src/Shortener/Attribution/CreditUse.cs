namespace Shortener.Attribution;

/// <summary>Shares out conversions journey by journey.</summary>
public sealed class CreditUse(Weigh model, Ledgers ledgers) : JourneyUse
{
    private double[] _weights = new double[Timeline.MostTouches];

    public override void Converted(ReadOnlySpan<Touch> touches, in Outcome outcome)
    {
        var ledger = ledgers.Count(outcome, !touches.IsEmpty, out var revenue);
        if (touches.IsEmpty) return;
        if (touches.Length > _weights.Length) _weights = new double[touches.Length];
        var weights = _weights.AsSpan(0, touches.Length);
        model(touches, outcome.JourneyAt, weights);
        var conversions = outcome.Kind is OutcomeKind.Refund ? 0 : 1;
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] > 0) ledger.Credit(touches[i].Key, conversions * weights[i], revenue * weights[i]);
        }
    }
}
