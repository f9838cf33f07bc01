using System.Runtime.InteropServices;
using FsCheck;
using Shortener.Reports;

namespace Shortener.Tests.Reports;

public sealed class LinkPortionTests
{
    [Test]
    public void What_fits_is_one_portion()
    {
        var portion = new LinkPortion(room: 4);
        var gathered = new List<long>();
        portion.Watch(gathered, link => link);

        Gather(portion, gathered, [3, 1, 1, 2]);

        Assert.That(gathered, Is.EqualTo(new[] { 3, 1, 1, 2 }));
        Assert.That(portion.Next(), Is.False);
    }

    [Test]
    public void What_does_not_fit_comes_with_the_next_portion()
    {
        var portion = new LinkPortion(room: 4);
        var gathered = new List<long>();
        portion.Watch(gathered, link => link);

        // When the fifth comes, half of 1, 2, 3, 4 is dropped.
        Gather(portion, gathered, [1, 2, 3, 4, 2, 4]);

        Assert.That(gathered, Is.EqualTo(new[] { 1, 2, 2 }));
        Assert.That(portion.Next(), Is.True);
        Gather(portion, gathered, [1, 2, 3, 4, 2, 4]);
        Assert.That(gathered, Is.EqualTo(new[] { 3, 4, 4 }));
        Assert.That(portion.Next(), Is.False);
    }

    [Test]
    public void A_closed_portion_drops_nothing()
    {
        var portion = new LinkPortion(room: 2);
        var gathered = new List<long>();
        portion.Watch(gathered, link => link);
        Gather(portion, gathered, [1, 2]);

        portion.Close();
        Gather(portion, gathered, [2, 2, 2]);

        Assert.That(gathered, Is.EqualTo(new[] { 1, 2, 2, 2, 2 }));
    }

    [FsCheck.NUnit.Property]
    public bool Portions_have_every_link_once_and_whole(byte[] links, PositiveInt room)
    {
        var portion = new LinkPortion(room.Get);
        var counts = new Dictionary<long, int>();
        portion.Watch(counts, (link, _) => link, size: count => count);
        var portions = new List<(long Link, int Count)[]>();
        do
        {
            foreach (var link in links)
            {
                if (portion.Takes(link)) CollectionsMarshal.GetValueRefOrAddDefault(counts, link, out _)++;
            }
            portions.Add([.. counts.OrderBy(same => same.Key).Select(same => (same.Key, same.Value))]);
        }
        while (portion.Next());

        var largest = portions.SelectMany(one => one).Select(same => same.Count).DefaultIfEmpty().Max();
        return portions.SelectMany(one => one).SequenceEqual(
                links.CountBy(link => link).OrderBy(same => same.Key).Select(same => ((long)same.Key, same.Value)))
            && portions.All(one => one.Length <= 1 || one.Sum(same => same.Count) <= Math.Max(room.Get, 2 * largest));
    }

    private static void Gather(LinkPortion portion, List<long> gathered, long[] links)
    {
        foreach (var link in links)
        {
            if (portion.Takes(link)) gathered.Add(link);
        }
    }
}
