using Shortener.Campaigns;

namespace Shortener.Tests.Campaigns;

public sealed class TaggedUrlTests
{
    private static readonly UtmTags News = new() { Source = "news" };

    [TestCase("https://x.example/", "https://x.example/?utm_source=news")]
    [TestCase("https://x.example", "https://x.example?utm_source=news")]
    [TestCase("https://x.example/?", "https://x.example/?utm_source=news")]
    [TestCase("https://x.example/#top", "https://x.example/?utm_source=news#top")]
    [TestCase("https://x.example/#a?b=1", "https://x.example/?utm_source=news#a?b=1")]
    [TestCase("https://x.example/?a=1", "https://x.example/?a=1&utm_source=news")]
    [TestCase("https://x.example/?a=1&", "https://x.example/?a=1&utm_source=news")]
    [TestCase("https://x.example/?a=b?", "https://x.example/?a=b?&utm_source=news")]
    public void A_tag_that_is_not_there_is_added_at_the_end_of_the_query(
        string destination, string expected) =>
        Assert.That(TaggedUrl.Of(destination, News).Url, Is.EqualTo(expected));

    [TestCase("https://x.example/?utm_source=old&a=1", "https://x.example/?utm_source=news&a=1")]
    [TestCase("https://x.example/?a=1&UTM_Source=old&b=2", "https://x.example/?a=1&utm_source=news&b=2")]
    [TestCase("https://x.example/?utm_source&a=1", "https://x.example/?utm_source=news&a=1")]
    [TestCase("https://x.example/?utm_source=&a=1", "https://x.example/?utm_source=news&a=1")]
    [TestCase("https://x.example/?utm%5Fsource=old", "https://x.example/?utm_source=news")]
    [TestCase("https://x.example/?utm_source=a&b=1&Utm_Source=c&d", "https://x.example/?utm_source=news&b=1&d")]
    public void A_tag_takes_the_place_of_its_key_whatever_the_case_and_later_ones_go(
        string destination, string expected) =>
        Assert.That(TaggedUrl.Of(destination, News).Url, Is.EqualTo(expected));

    [TestCase("https://x.example/?b=2&a=1&b=1&B=3#f")]
    [TestCase("https://x.example/?&&a&=1&=&a=%zz&b=%e4+%C3%A4&c=1;d=2&e=a=b")]
    [TestCase("https://x.example/?utm_sources=1&xutm_source=2&refs=3&utm_=4&")]
    public void What_is_no_tag_keeps_its_order_its_encoding_and_its_duplicates(string destination)
    {
        var (before, after) = destination.Split('#') is [var b, var f] ? (b, "#" + f) : (destination, "");

        var url = TaggedUrl.Of(destination, News).Url;

        Assert.That(url, Is.EqualTo(before + (before.EndsWith('&') ? "" : "&") + "utm_source=news" + after));
    }

    [Test]
    public void A_destination_without_tags_of_ours_is_not_touched()
    {
        const string destination = "https://x.example/?UTM_Source=A%20b&utm_source=c&&ref=#x";

        var tagged = TaggedUrl.Of(destination, UtmTags.None);

        Assert.That(tagged.Url, Is.EqualTo(destination));
        Assert.That(tagged.Tags, Is.EqualTo(new UtmTags { Source = "A b" }));
    }

    [Test]
    public void Values_are_percent_encoded_and_keys_added_in_their_order()
    {
        var tags = new UtmTags { Ref = "Zoë & co", Campaign = "50% + more", Source = "a=b#c" };

        Assert.That(
            TaggedUrl.Of("https://x.example/", tags).Url,
            Is.EqualTo("https://x.example/?utm_source=a%3Db%23c&utm_campaign=50%25%20%2B%20more&ref=Zo%C3%AB%20%26%20co"));
    }

    [Test]
    public void A_value_comes_from_the_link_else_from_the_visitor_else_from_the_destination()
    {
        var link = TaggedUrl.Of(
            "https://x.example/?utm_source=d1&utm_medium=d2&utm_campaign=d3", new UtmTags { Source = "l1" });

        var (url, tags) = link.For("?UTM_SOURCE=v1&UTM_MEDIUM=v2&utm_term=v+4&ref=", forward: true);

        Assert.That(
            url, Is.EqualTo("https://x.example/?utm_source=l1&utm_medium=v2&utm_campaign=d3&utm_term=v+4"));
        Assert.That(
            tags, Is.EqualTo(new UtmTags { Source = "l1", Medium = "v2", Campaign = "d3", Term = "v 4" }));
    }

    [Test]
    public void A_share_s_tags_come_before_the_link_s()
    {
        var link = new UtmTags { Source = "l1", Medium = "l2" };

        var tags = new UtmTags { Source = "s1", Content = "s5" }.Over(link);

        Assert.That(
            TaggedUrl.Of("https://x.example/", tags).Url,
            Is.EqualTo("https://x.example/?utm_source=s1&utm_medium=l2&utm_content=s5"));
    }

    [TestCase("?b=2", "https://x.example/?a=1&b=2#f")]
    [TestCase("b=2", "https://x.example/?a=1&b=2#f")]
    [TestCase("?b=2&b=3&c", "https://x.example/?a=1&b=2&b=3&c#f")]
    [TestCase("?a=2&A=3", "https://x.example/?a=1&A=3#f")]
    [TestCase("?%61=2", "https://x.example/?a=1#f")]
    [TestCase("?&&b&&", "https://x.example/?a=1&b#f")]
    [TestCase("?b=%zz&c=%e4;d+e", "https://x.example/?a=1&b=%zz&c=%e4;d+e#f")]
    [TestCase("?=1", "https://x.example/?a=1&=1#f")]
    [TestCase("?b=ä c\n", "https://x.example/?a=1&b=%C3%A4%20c%0A#f")]
    [TestCase("?b=2#c=3", "https://x.example/?a=1&b=2#f")]
    [TestCase("?", "https://x.example/?a=1#f")]
    public void A_visitor_s_other_parameters_are_added_but_never_replace(string query, string expected) =>
        Assert.That(
            TaggedUrl.Of("https://x.example/?a=1#f", UtmTags.None).For(query, forward: true).Url,
            Is.EqualTo(expected));

    [TestCase("?qr=1&b=2", "https://x.example/?b=2")]
    [TestCase("?qr", "https://x.example/")]
    [TestCase("?q%72=poster", "https://x.example/")]
    public void The_mark_of_a_scan_is_not_forwarded(string query, string expected) =>
        Assert.That(
            TaggedUrl.Of("https://x.example/", UtmTags.None).For(query, forward: true).Url,
            Is.EqualTo(expected));

    [Test]
    public void Without_forwarding_only_tags_go_on()
    {
        var link = TaggedUrl.Of("https://x.example/", UtmTags.None);

        Assert.That(
            link.For("?b=2&utm_source=v", forward: false).Url, Is.EqualTo("https://x.example/?utm_source=v"));
    }

    [Test]
    public void A_visitor_who_changes_nothing_is_sent_to_the_very_address_made_with_the_link()
    {
        var link = TaggedUrl.Of("https://x.example/?a=1", News);

        Assert.That(link.For("?qr=1&a=2&utm_source=v", forward: true).Url, Is.SameAs(link.Url));
    }
}
