using Shortener.Links;

namespace Shortener.Tests.Links;

public sealed class LinkRulesTests
{
    private static readonly DateTimeOffset Nine = new(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);
    private static readonly NewLink Plain = new() { Url = "https://x.example/" };

    [Test]
    public void What_is_left_out_has_its_default()
    {
        var link = Check(Plain).Link;

        Assert.That(
            (link.Status, link.ForwardQuery, link.Enabled, link.Archived),
            Is.EqualTo((302, true, true, false)));
        Assert.That(
            (link.Slug, link.Domain, link.Tags!.Count), Is.EqualTo(((string?)null, (string?)null, 0)));
    }

    [Test]
    public void Empty_texts_are_none()
    {
        var link =
            Check(Plain with { Title = "", UtmSource = "", Ref = "", Notes = "", ExternalId = "" }).Link;

        Assert.That(
            new[] { link.Title, link.UtmSource, link.Ref, link.Notes, link.ExternalId }, Has.All.Null);
    }

    [Test]
    public void Tags_are_trimmed_and_kept_once_in_their_order() =>
        Assert.That(
            Check(Plain with { Tags = [" b ", "a", "b", "B"] }).Link.Tags,
            Is.EqualTo(new[] { "b", "a", "B" }));

    [Test]
    public void Texts_are_kept_composed() =>
        Assert.That(Check(Plain with { Title = "a\u0308" }).Link.Title, Is.EqualTo("\u00e4"));

    [Test]
    public void Moments_are_kept_to_the_millisecond() =>
        Assert.That(
            Check(Plain with { ValidUntil = Nine.AddTicks(12_345) }).Link.ValidUntil,
            Is.EqualTo(Nine.AddMilliseconds(1)));

    [TestCaseSource(nameof(Refused))]
    public void What_cannot_be_is_refused_by_the_name_of_its_field(string field, NewLink sent)
    {
        var problems = Check(sent).Problems;

        Assert.That(problems.Keys, Is.EqualTo(new[] { field }));
        Assert.That(problems[field], Has.All.EndsWith(".").Or.All.Contain("would be two"));
    }

    private static IEnumerable<TestCaseData> Refused()
    {
        TestCaseData Row(string field, string what, NewLink sent) =>
            new TestCaseData(field, sent).SetArgDisplayNames(field, what);

        yield return Row("url", "a script", Plain with { Url = "javascript:alert(1)" });
        yield return Row("url", "itself", Plain with { Url = "http://localhost:8080/a" });
        yield return Row("slug", "a dot", Plain with { Slug = "a.b" });
        yield return Row("domain", "unknown", Plain with { Domain = "other.example" });
        yield return Row("domain", "empty", Plain with { Domain = "" });
        yield return Row("title", "two lines", Plain with { Title = "a\nb" });
        yield return Row("title", "too long", Plain with { Title = new string('a', 301) });
        yield return Row("notes", "a bell", Plain with { Notes = "a\ab" });
        yield return Row("notes", "too long", Plain with { Notes = new string('a', 4001) });
        yield return Row("tags", "null", Plain with { Tags = [null!] });
        yield return Row("tags", "blank", Plain with { Tags = [" "] });
        yield return Row("tags", "a comma", Plain with { Tags = ["a,b"] });
        yield return Row("tags", "too long", Plain with { Tags = [new string('a', 65)] });
        yield return Row(
            "tags", "too many", Plain with { Tags = [.. Enumerable.Range(0, 51).Select(i => $"{i}")] });
        yield return Row("utm_source", "a bell", Plain with { UtmSource = "a\a" });
        yield return Row("utm_content", "too long", Plain with { UtmContent = new string('a', 257) });
        yield return Row("ref", "too long", Plain with { Ref = new string('a', 257) });
        yield return Row("externalId", "too long", Plain with { ExternalId = new string('a', 257) });
        yield return Row("maxClicks", "none", Plain with { MaxClicks = 0 });
        yield return Row("maxClicks", "too many", Plain with { MaxClicks = 1_000_000_000_001 });
        yield return Row("status", "200", Plain with { Status = 200 });
        yield return Row("expiredUrl", "ftp", Plain with { ExpiredUrl = "ftp://x.example/" });
        yield return Row("validUntil", "no time at all", Plain with { ValidSince = Nine, ValidUntil = Nine });
        yield return Row(
            "qr.style.foreground", "pale",
            Plain with { Qr = new LinkQr { Style = new QrStyle { Foreground = "#eeeeee" } } });
    }

    private static CheckedLink Check(NewLink sent) =>
        LinkRules.Check(sent, new Domains([]), "localhost:8080");
}
