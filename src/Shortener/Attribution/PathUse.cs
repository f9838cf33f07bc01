namespace Shortener.Attribution;

/// <summary>Gathers journeys by their distinct paths.</summary>
/// <param name="decay">Keeps what this model gives to each step as well; null keeps nothing.</param>
public sealed class PathUse(Ledgers ledgers, Weigh? decay = null) : JourneyUse
{
    private Step[] _steps = new Step[Timeline.MostTouches];
    private double[] _weights = new double[Timeline.MostTouches];

    /// <summary>What was gathered.</summary>
    public Paths Paths { get; } = new(keepsDecay: decay is not null);

    public override bool WantsLost => true;

    public override void Converted(ReadOnlySpan<Touch> touches, in Outcome outcome)
    {
        ledgers.Count(outcome, !touches.IsEmpty, out var revenue);
        var steps = StepsOf(touches);
        var weights = decay is null ? [] : _weights.AsSpan(0, touches.Length);
        if (!weights.IsEmpty) decay!(touches, outcome.JourneyAt, weights);
        // A refund is of a journey that was counted when its sale was.
        if (outcome.Kind is OutcomeKind.Refund) Paths.AddRevenue(steps, weights, revenue);
        else Paths.AddConversion(steps, weights, revenue);
    }

    public override void Lost(ReadOnlySpan<Touch> touches, long times) =>
        Paths.AddLost(StepsOf(touches), times);

    private ReadOnlySpan<Step> StepsOf(ReadOnlySpan<Touch> touches)
    {
        if (touches.Length > _steps.Length)
        {
            (_steps, _weights) = (new Step[touches.Length], new double[touches.Length]);
        }
        for (var i = 0; i < touches.Length; i++) _steps[i] = new Step(touches[i].Key, touches[i].IsDirect);
        return _steps.AsSpan(0, touches.Length);
    }
}
