using Shortener.Accounts;
using Shortener.Links;
using Shortener.Shares;

namespace Shortener.Tests.Shares;

public sealed class SnippetRulesTests
{
    private const string Short = "https://go.example/spring.k7f2mqab";

    [TestCase("https://a.example/", "https://a.example/")]
    [TestCase("https://a.example/?", "https://a.example/")]
    [TestCase("https://a.example/?utm_source=x&b=%20+&sc_share=k7f2mqab#c", "https://a.example/?b=%20+#c")]
    [TestCase("https://a.example/?sc_id=1&ref=x&fbclid=2", "https://a.example/")]
    [TestCase("https://a.example/#a?utm_source=x", "https://a.example/#a?utm_source=x")]
    [TestCase("https://a.example/?reference=1&utm_source_x=2", "https://a.example/?reference=1&utm_source_x=2")]
    public void A_page_is_known_by_what_is_not_of_one_visitor(string address, string bare) =>
        Assert.That(SnippetRules.Bare(address, IsClickId), Is.EqualTo(bare));

    [TestCase(null, Short)]
    [TestCase("https://shop.example/offers?size=m", Short)]
    [TestCase("https://SHOP.example/offers?size=m&gclid=1", Short)]
    [TestCase("https://shop.example/offers", "https://shop.example/offers?sc_share=k7f2mqab")]
    [TestCase("https://shop.example/offers?size=l&sc_share=aaaaaaaa", "https://shop.example/offers?size=l&sc_share=k7f2mqab")]
    [TestCase("https://shop.example/app?#/shoes", "https://shop.example/app?sc_share=k7f2mqab#/shoes")]
    public void The_short_link_is_shared_where_it_leads_back_to_the_page(string? page, string expected)
    {
        var link = Snippet("https://shop.example/offers?size=m&utm_source=old");

        Assert.That(SnippetRules.AddressOf(link, "k7f2mqab", Short, page, IsClickId), Is.EqualTo(expected));
    }

    [TestCase("https://shop.example/x", true, true)]
    [TestCase("http://shop.example:8080/x", true, true)]
    [TestCase("https://shop.example/x", false, false)]
    [TestCase("https://www.shop.example/x", true, false)]
    [TestCase("https://shop.example.evil.example/x", true, false)]
    public void A_site_shares_what_leads_to_it_and_says_so(string url, bool snippet, bool may)
    {
        var key = new ApiKey(
            1, "shop", [Scopes.TrackWrite], ["https://other.example", "https://shop.example"],
            DateTimeOffset.UnixEpoch);

        Assert.That(SnippetRules.IsOnSite(Snippet(url) with { Snippet = snippet }, key), Is.EqualTo(may));
    }

    private static Link Snippet(string url) => new() { Url = url, Snippet = true };

    private static bool IsClickId(string name) => name is "sc_id" or "fbclid" or "gclid";
}
