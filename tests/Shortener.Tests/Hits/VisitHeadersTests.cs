using Microsoft.AspNetCore.Http;
using Shortener.Hits;

namespace Shortener.Tests.Hits;

public sealed class VisitHeadersTests
{
    private static readonly (string Name, Func<VisitHeaders, string?> Picked)[] Wanted =
    [
        ("User-Agent", headers => headers.UserAgent),
        ("Referer", headers => headers.Referer),
        ("Accept-Language", headers => headers.AcceptLanguage),
        ("X-Requested-With", headers => headers.RequestedWith),
        ("Sec-Fetch-Site", headers => headers.FetchSite),
        ("Sec-Fetch-Mode", headers => headers.FetchMode),
        ("Sec-Fetch-Dest", headers => headers.FetchDest),
        ("Sec-Fetch-User", headers => headers.FetchUser),
        ("Sec-CH-UA", headers => headers.Brands),
        ("Sec-CH-UA-Mobile", headers => headers.Mobile),
        ("Sec-CH-UA-Platform", headers => headers.Platform),
        ("Sec-Purpose", headers => headers.SecPurpose),
        ("Purpose", headers => headers.Purpose),
        ("X-Purpose", headers => headers.XPurpose),
        ("X-Moz", headers => headers.XMoz),
    ];

    [Test]
    public void Each_header_is_picked_among_others_whatever_its_case([Values] bool inLowerCase)
    {
        var sent = new HeaderDictionary { ["Host"] = "go.example", ["Accept"] = "*/*", ["X-Mox"] = "none" };
        foreach (var (name, _) in Wanted) sent[inLowerCase ? name.ToLowerInvariant() : name] = "of " + name;

        var headers = VisitHeaders.Of(sent);

        Assert.That(
            Wanted.Select(wanted => wanted.Picked(headers)),
            Is.EqualTo(Wanted.Select(wanted => "of " + wanted.Name)));
    }

    [Test]
    public void What_was_not_sent_is_null()
    {
        var headers = VisitHeaders.Of(new HeaderDictionary { ["Host"] = "go.example", ["Purpos"] = "none" });

        Assert.That(Wanted.Select(wanted => wanted.Picked(headers)), Is.All.Null);
    }

    [Test]
    public void A_scripts_call_loses_its_fetch_metadata_and_nothing_else()
    {
        var sent = new HeaderDictionary();
        foreach (var (name, _) in Wanted) sent[name] = name;

        var told = VisitHeaders.Of(sent).WithoutFetch();

        Assert.That(
            Wanted.Where(wanted => wanted.Picked(told) is null).Select(wanted => wanted.Name),
            Is.EqualTo(new[] { "Sec-Fetch-Site", "Sec-Fetch-Mode", "Sec-Fetch-Dest", "Sec-Fetch-User" }));
    }
}
