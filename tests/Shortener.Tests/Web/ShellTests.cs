using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Shortener.Web;

namespace Shortener.Tests.Web;

public sealed partial class ShellTests
{
    private static readonly string Page = Shell.Page("Tom & <Jerry>", "<p>x</p>");

    [Test]
    public void A_title_is_text() => Assert.That(
        Page, Does.Contain("<h1 dir=\"auto\">Tom &amp; &lt;Jerry&gt;</h1>").And.Not.Contain("<Jerry>"));

    [Test]
    public void The_policy_allows_just_this_style()
    {
        var style = Style().Match(Page).Groups[1].Value;

        Assert.That(Shell.ContentSecurityPolicy, Does.Contain(
            $"style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'"));
    }

    [Test]
    public void It_is_small_dark_at_night_and_not_for_search_engines()
    {
        Assert.That(Encoding.UTF8.GetByteCount(Page), Is.LessThan(5 * 1024));
        Assert.That(
            Page,
            Does.Contain("prefers-color-scheme:dark").And.Contain("<html lang=\"en\" dir=\"ltr\">").And
                .Contain("content=\"noindex\""));
        Assert.That(Page, Does.Not.Contain("<script").And.Not.Contain("\r"));
    }

    [GeneratedRegex("<style>(.*)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();
}
