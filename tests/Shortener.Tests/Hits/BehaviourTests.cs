using FsCheck;
using FsCheck.Fluent;
using Shortener.Hits;

namespace Shortener.Tests.Hits;

public sealed class BehaviourTests
{
    private static readonly Behaviour Rules = new(new FollowerSettings());

    [Test]
    public void Five_links_at_once_are_a_programs() =>
        Assert.That(
            Marks(Open(0, 1), Open(500, 2), Open(1_000, 3), Open(1_500, 4), Open(2_000, 5)),
            Is.EqualTo("1 2 3 4 5"));

    [Test]
    public void A_person_who_opens_three_links_of_a_newsletter_in_ten_seconds_is_none() =>
        Assert.That(Marks(Open(0, 1), Open(4_000, 2), Open(10_000, 3)), Is.Empty);

    [Test]
    public void Nor_is_one_who_opens_three_tabs_at_once() =>
        Assert.That(Marks(Open(0, 1), Open(200, 2), Open(400, 3)), Is.Empty);

    [Test]
    public void Nor_is_one_who_opens_five_links_as_fast_as_hands_are() =>
        Assert.That(
            Marks(Open(0, 1), Open(500, 2), Open(1_000, 3), Open(1_500, 4), Open(2_001, 5)), Is.Empty);

    [Test]
    public void The_same_link_again_and_again_is_an_impatient_persons() =>
        Assert.That(Marks([.. Enumerable.Range(0, 20).Select(i => Open(i * 100, 1 + (i % 4)))]), Is.Empty);

    // Ten links may take four seconds.
    [Test]
    public void A_longer_message_takes_longer() =>
        Assert.That(
            Marks([.. Enumerable.Range(0, 10).Select(i => Open(i * 444, 1 + i))]),
            Is.EqualTo("1 2 3 4 5 6 7 8 9 10"));

    [Test]
    public void Who_clicked_shortly_before_is_a_person() =>
        Assert.That(
            Marks(Open(-9_000, 9), Open(0, 1), Open(100, 2), Open(200, 3), Open(300, 4), Open(400, 5)),
            Is.Empty);

    [Test]
    public void Who_clicks_shortly_after_is_a_person() =>
        Assert.That(
            Marks(Open(0, 1), Open(100, 2), Open(200, 3), Open(300, 4), Open(400, 5), Open(9_000, 1)),
            Is.Empty);

    [Test]
    public void After_eleven_seconds_of_silence_the_click_is_a_persons_and_the_burst_is_not() =>
        Assert.That(
            Marks(Open(0, 1), Open(100, 2), Open(200, 3), Open(300, 4), Open(400, 5), Open(11_000, 1)),
            Is.EqualTo("1 2 3 4 5"));

    [Test]
    public void A_link_that_a_hundred_people_of_a_chat_tap_at_once_was_tapped_by_people() =>
        Assert.That(Marks([.. Enumerable.Range(0, 100).Select(i => Open(i * 10, 1, visitor: i))]), Is.Empty);

    // Every person gets a link of his own, and thousands of phones share an address and a user agent: the
    // worst case.
    [TestCase(0.05)]
    [TestCase(0.227)]
    [TestCase(1)]
    [TestCase(20)]
    public void A_carriers_customers_are_not_hurt(double clicksPerSecond)
    {
        var dice = new System.Random(7);
        var (clicks, at) = (new List<Footprint>(), 0.0);
        while (clicks.Count < 100_000)
        {
            at += -Math.Log(1 - dice.NextDouble()) / clicksPerSecond * 1_000;
            clicks.Add(Open((long)at, clicks.Count));
        }

        Assert.That(Rules.Judge(clicks), Has.Count.LessThan(100), "of 100,000");
    }

    [Test]
    public void A_GET_soon_after_a_HEAD_is_the_scanners() =>
        Assert.That(Marks(Head(0, 1), Open(5_000, 1)), Is.EqualTo("2"));

    [Test]
    public void The_next_GET_is_a_persons() =>
        Assert.That(Marks(Head(0, 1), Open(100, 1), Open(900, 1)), Is.EqualTo("2"));

    [Test]
    public void A_GET_long_after_a_HEAD_or_before_it_or_of_another_link_or_visitor_is_a_persons() =>
        Assert.That(
            Marks(Open(-1, 1), Head(0, 1), Open(10, 2), Open(20, 1, visitor: 8), Open(5_001, 1)), Is.Empty);

    [Test]
    public void Rules_that_are_off_mark_nothing()
    {
        var rules = new Behaviour(new FollowerSettings { BotLinks = 0, BotHeadSeconds = 0 });

        Assert.That(
            rules.Judge(Numbered([Head(0, 1), .. Enumerable.Range(0, 10).Select(i => Open(i, i))])),
            Is.Empty);
    }

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public Property What_one_visitor_does_is_judged_by_himself_alone_in_whatever_order_it_comes(byte[] bytes)
    {
        // Few visitors and links, close together: three bytes make a hit.
        var hits = Numbered(bytes.Chunk(3).Where(b => b.Length == 3).Select(
            b => new Footprint(0, b[0] * 150, b[1] % 8, b[2] % 3, IsHead: b[1] > 230)));
        var together = Rules.Judge([.. hits.Reverse<Footprint>()]);
        var alone = hits.GroupBy(hit => hit.Visitor).SelectMany(visitor => Rules.Judge([.. visitor]));
        var later = Rules.Judge([.. hits.Select(hit => hit with { At = hit.At + 86_400_000 })]);
        var heads = hits.Where(hit => hit.IsHead).Select(hit => hit.Seq);

        return (together.ToHashSet().SetEquals(alone) && together.ToHashSet().SetEquals(later) && !together.Keys.Intersect(heads).Any()).ToProperty();
    }

    private static Footprint Open(long at, long link, long visitor = 7) =>
        new(0, at, link, visitor, IsHead: false);

    private static Footprint Head(long at, long link) => new(0, at, link, 7, IsHead: true);

    private static List<Footprint> Numbered(IEnumerable<Footprint> hits) =>
        [.. hits.Select((hit, i) => hit with { Seq = i + 1 })];

    // The numbers of the hits that are marked, counted from 1.
    private static string Marks(params Footprint[] hits) =>
        string.Join(' ', Rules.Judge(Numbered(hits)).Keys.Order());
}
