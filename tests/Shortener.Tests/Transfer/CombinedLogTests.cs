using System.Net;
using Shortener.Transfer;

namespace Shortener.Tests.Transfer;

public sealed class CombinedLogTests
{
    [Test]
    public void A_line_of_apache_or_nginx_is_read()
    {
        var (line, fault) = CombinedLog.Parse(
            """203.0.113.7 - frank [17/May/2015:10:05:03 +0200] "GET /spring?qr=1 HTTP/1.1" 302 0 "https://news.example.org/a" "Mozilla/5.0 (X11)" """.TrimEnd());

        Assert.That(fault, Is.Null);
        Assert.That(line!.At, Is.EqualTo(new DateTimeOffset(2015, 5, 17, 10, 5, 3, TimeSpan.FromHours(2))));
        Assert.That(
            (line.Method, line.Target, line.Address),
            Is.EqualTo(("GET", "/spring?qr=1", IPAddress.Parse("203.0.113.7"))));
        Assert.That(
            (line.Headers["referer"], line.Headers["user-agent"]),
            Is.EqualTo(("https://news.example.org/a", "Mozilla/5.0 (X11)")));
    }

    [Test]
    public void A_quote_within_a_user_agent_does_not_end_it()
    {
        var (line, _) = CombinedLog.Parse("""203.0.113.7 - - [17/May/2015:10:05:03 +0000] "GET /a HTTP/1.1" 200 1 "-" "say \"hi\" \\ there" """.TrimEnd());

        Assert.That(line!.Headers["user-agent"], Is.EqualTo("""say "hi" \ there"""));
        Assert.That(line.Headers.ContainsKey("referer"), Is.False);
    }

    [TestCase("", "no [time]")]
    [TestCase("203.0.113.7 - - [yesterday] \"GET / HTTP/1.1\" 200 1 \"-\" \"a\"", "the time between [ and ] is none")]
    [TestCase("somebody - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"a\"", "does not begin with an address")]
    [TestCase("203.0.113.7 - - [17/May/2015:10:05:03 +0000] \"GET\" 200 1 \"-\" \"a\"", "no \"METHOD target\"")]
    [TestCase("203.0.113.7 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"never closed", "no quoted referer and user agent at its end")]
    public void What_is_wrong_with_a_line_is_said(string text, string fault) =>
        Assert.That(CombinedLog.Parse(text), Is.EqualTo(((ReplayLine?)null, fault)));
}
