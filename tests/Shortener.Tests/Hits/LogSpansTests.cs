using Shortener.Hits;

namespace Shortener.Tests.Hits;

public sealed class LogSpansTests
{
    [Test]
    public void Hits_near_each_other_share_a_stretch_and_far_ones_do_not() =>
        Assert.That(
            Note((7, 1), (7, 2_001), (7, 4_002)),
            Is.EquivalentTo(new[] { new LogSpan(7, 1, 2_001), new LogSpan(7, 4_002, 4_002) }));

    [Test]
    public void A_stretch_that_is_there_goes_on()
    {
        var spans = new LogSpans([new LogSpan(7, 10, 20)], new Dictionary<long, int> { [7] = 1 });

        spans.Note(7, 500);

        Assert.That(spans.Changed, Is.EqualTo(new[] { new LogSpan(7, 10, 500) }));
    }

    [Test]
    public void A_quarter_has_at_most_32_stretches_and_the_last_holds_the_rest()
    {
        var changed = Note([.. Enumerable.Range(0, 100).Select(i => (7L, i * 10_000L))]);

        Assert.That(changed, Has.Count.EqualTo(32));
        Assert.That(changed.Max(span => span.Last), Is.EqualTo(990_000));
    }

    [FsCheck.NUnit.Property]
    public bool Every_hit_lies_in_a_stretch_of_its_quarter((byte Quarter, ushort Step)[] steps)
    {
        var seq = 0L;
        var hits = steps.Select(step => ((long)step.Quarter % 3, seq += 1 + step.Step % 5_000)).ToArray();

        var changed = Note(hits);

        return hits.All(hit => changed.Any(
            span => span.Quarter == hit.Item1 && span.First <= hit.Item2 && hit.Item2 <= span.Last));
    }

    private static IReadOnlyCollection<LogSpan> Note(params (long Quarter, long Seq)[] hits)
    {
        var spans = new LogSpans([], new Dictionary<long, int>());
        foreach (var (quarter, seq) in hits) spans.Note(quarter, seq);
        return spans.Changed;
    }
}
