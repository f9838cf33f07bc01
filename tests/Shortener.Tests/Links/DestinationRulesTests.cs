using Shortener.Links;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Shortener.Tests.Links;

public sealed class DestinationRulesTests
{
    private static readonly string[] Own = ["go.example", "localhost:8080"];

    [TestCase("https://shop.example/spring?a=1&a=%e4&&b=c;d#top")]
    [TestCase("http://shop.example")]
    [TestCase("https://shop.example:8443/")]
    [TestCase("https://shop.example./a")]
    [TestCase("https://my_bucket.s3.example/a+b%20c")]
    [TestCase("https://203.0.113.7/")]
    [TestCase("http://[2001:db8::7]:8080/")]
    [TestCase("https://shop.example/a@b:c")]
    [TestCase("https://shop.example/?u=a\\b")]
    [TestCase("http://localhost:3000/")]
    [TestCase("https://go.example.com/")]
    [TestCase("https://shop.example/?go=https://go.example/x")]
    public void An_address_on_the_web_is_kept_to_the_letter(string url) =>
        Assert.That(DestinationRules.Check(url, Own).Kept, Is.EqualTo(url));

    [TestCase("HTTPS://Shop.Example/Spring", "https://shop.example/Spring")]
    [TestCase("  https://shop.example/  ", "https://shop.example/")]
    [TestCase("https://bücher.example/", "https://xn--bcher-kva.example/")]
    [TestCase("https://shop.example/käse?q=ü b#ß", "https://shop.example/k%C3%A4se?q=%C3%BC%20b#%C3%9F")]
    [TestCase("https://shop.example/🙂", "https://shop.example/%F0%9F%99%82")]
    [TestCase("http://[2001:DB8:0::7]/", "http://[2001:db8::7]/")]
    public void What_is_kept_is_ascii_with_the_host_in_punycode(string url, string expected) =>
        Assert.That(DestinationRules.Check(url, Own).Kept, Is.EqualTo(expected));

    [TestCase("", "must begin with https://")]
    [TestCase("shop.example", "must begin with https://")]
    [TestCase("//shop.example", "must begin with https://")]
    [TestCase("javascript:alert(1)", "must begin with https://")]
    [TestCase("ftp://shop.example", "must begin with https://")]
    [TestCase("https:/shop.example", "must begin with https://")]
    [TestCase("https://", "host")]
    [TestCase("https:///path", "host")]
    [TestCase("https://.", "host")]
    [TestCase("https://a..example", "host")]
    [TestCase("https://shop .example", "host")]
    [TestCase("https://shop%2eexample", "host")]
    [TestCase("https://shop,example", "host")]
    [TestCase("https://2130706433/", "host")]
    [TestCase("https://127.1/", "host")]
    [TestCase("https://0x7f000001/", "host")]
    [TestCase("https://010.0.0.1/", "host")]
    [TestCase("https://[::1", "host")]
    [TestCase("https://[127.0.0.1]/", "host")]
    [TestCase("https://[fe80::1%25eth0]/", "host")]
    [TestCase("https://shop.example:0/", "port")]
    [TestCase("https://shop.example:65536/", "port")]
    [TestCase("https://shop.example:/", "port")]
    [TestCase("https://shop.example:+80/", "port")]
    [TestCase("https://me@shop.example/", "user name")]
    [TestCase("https://me:secret@shop.example/", "user name")]
    [TestCase("https://shop.example\\@evil.example/", "user name")]
    [TestCase("https://shop.example\\evil", "'\\'")]
    [TestCase("https://shop.example/\r\nSet-Cookie: a=b", "control character")]
    [TestCase("https://shop.example/\0", "control character")]
    [TestCase("https://shop.exa\tmple/", "control character")]
    public void What_is_no_plain_address_on_the_web_is_refused(string url, string sentence) =>
        Assert.That(DestinationRules.Check(url, Own).Refusal, Does.Contain(sentence));

    [TestCase("https://go.example/k7f2mq")]
    [TestCase("http://GO.example./")]
    [TestCase("https://go.example:443/")]
    [TestCase("http://localhost:8080/")]
    [TestCase("https://ｇｏ.example/")]
    public void A_destination_among_the_short_links_is_refused(string url) =>
        Assert.That(DestinationRules.Check(url, Own).Refusal, Does.Contain("circle"));

    [Test]
    public void The_length_is_that_of_what_is_kept()
    {
        const string start = "https://shop.example/";

        Assert.That(
            DestinationRules.Check(start + new string('a', 4096 - start.Length), Own).Kept,
            Has.Length.EqualTo(4096));
        Assert.That(
            DestinationRules.Check(start + new string('ä', 680), Own).Refusal,
            Does.Contain("this one has 4101"));
    }

    [Property]
    public bool What_is_kept_is_an_absolute_address_and_is_kept_again(string? host, string? path)
    {
        var kept = DestinationRules.Check($"https://{host}.example/{path}", Own).Kept;
        return kept is null
            || (Uri.TryCreate(kept, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0
                && kept.All(c => c is >= '!' and <= '~') && DestinationRules.Check(kept, Own).Kept == kept);
    }
}
