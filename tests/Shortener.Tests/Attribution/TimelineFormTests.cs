using FsCheck;
using FsCheck.Fluent;
using Shortener.Attribution;
using Outcome = Shortener.Attribution.Outcome;

namespace Shortener.Tests.Attribution;

public sealed class TimelineFormTests
{
    [FsCheck.NUnit.Property]
    public Property What_is_packed_comes_out_again(
        (uint Wait, ulong Seed)[] touches, (uint Wait, uint Amount, byte Other)[] outcomes)
    {
        var timeline = new Timeline();
        var at = 1_700_000_000_000L;
        foreach (var (wait, seed) in touches)
        {
            var facts = timeline.AddTouch();
            facts[0] = at += wait;
            for (var fact = 1; fact < facts.Length; fact++) facts[fact] = (long)(seed >> (fact * 5));
        }
        at = 1_700_000_000_000L;
        foreach (var (wait, amount, rest) in outcomes)
        {
            at += wait;
            timeline.Add(new Outcome(
                at, at - rest * 86_400_000L, (OutcomeKind)(rest % 3), rest, rest / 2, amount * 1_000L,
                (short)(rest * 3), rest + 1));
        }

        var read = new Timeline();
        TimelineForm.Read(TimelineForm.Write(timeline), read);

        return (Facts(read).SequenceEqual(Facts(timeline)) && read.Outcomes.SequenceEqual(timeline.Outcomes)).ToProperty();
    }

    [FsCheck.NUnit.Property]
    public Property Some_facts_are_read_as_all_are(ulong[] seeds, byte which)
    {
        var timeline = new Timeline();
        foreach (var seed in seeds)
        {
            var facts = timeline.AddTouch();
            for (var fact = 1; fact < facts.Length; fact++) facts[fact] = (long)(seed >> (fact * 5));
        }
        var packed = TimelineForm.Write(timeline);
        Fact[] wanted = [Fact.At, .. Enum.GetValues<Fact>().Where(
            fact => fact > Fact.At && (which >> ((int)fact % 8) & 1) == 1)];

        var read = new Timeline();
        TimelineForm.ReadTouches(packed, TimelineForm.ReadOutcomes(packed, read), read, wanted);

        return (read.Touches == seeds.Length
            && Enumerable.Range(0, seeds.Length)
                .All(touch => wanted.All(fact => read[touch, fact] == timeline[touch, fact]))).ToProperty();
    }

    [Test]
    public void A_form_that_is_not_known_is_refused() =>
        Assert.That(
            () => TimelineForm.Read([9, 0, 0], new Timeline()), Throws.TypeOf<InvalidDataException>());

    [Test]
    public void A_touch_takes_some_twenty_bytes()
    {
        var timeline = new Timeline();
        new long[] { 1_790_000_000_000, 0, 4_321, 2_000, 40, 9_000, 7_000, 300, 120, 0, 0, 0 }.CopyTo(
            timeline.AddTouch());
        new long[] { 1_790_300_000_000, 0, 4_321, 2_000, 40, 9_000, 7_000, 300, 120, 0, 0, 0 }.CopyTo(
            timeline.AddTouch());

        Assert.That(TimelineForm.Write(timeline), Has.Length.LessThan(50));
    }

    private static IEnumerable<long> Facts(Timeline timeline) =>
        from touch in Enumerable.Range(0, timeline.Touches)
        from fact in Enum.GetValues<Fact>()
        select timeline[touch, fact];
}
