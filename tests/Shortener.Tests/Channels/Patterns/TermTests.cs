using Shortener.Channels.Patterns;

namespace Shortener.Tests.Channels.Patterns;

public sealed class TermTests
{
    [TestCase("bot", "Googlebot/2.1", true, Description = "anywhere")]
    [TestCase("BOT", "Googlebot/2.1", false, Description = "a capital is meant as written")]
    [TestCase("bot", "GoogleBOT/2.1", true, Description = "lower case is any case")]
    [TestCase(@"bot\b", "bottle", false)]
    [TestCase(@"bot\b", "my_bot 1", true)]
    [TestCase(@"\bline/", "Online/1", false)]
    [TestCase(@"\bline/", "Safari Line/14", true)]
    [TestCase("^whatsapp/2$", "WhatsApp/2", true)]
    [TestCase("^whatsapp/2$", "WhatsApp/2.23", false)]
    [TestCase("^whatsapp/2$", "GBWhatsApp/2", false)]
    public void A_term_holds_where_its_edges_allow(string pattern, string userAgent, bool holds)
    {
        var term = Term.Parse(pattern);
        var at = userAgent.IndexOf(term.Text, StringComparison.OrdinalIgnoreCase);

        Assert.That(at >= 0 && term.Holds(userAgent, at), Is.EqualTo(holds));
    }

    [TestCase("^a")]
    [TestCase("$")]
    [TestCase("")]
    public void A_term_of_less_than_two_characters_is_refused(string pattern)
    {
        Assert.That(() => Term.Parse(pattern),
            Throws.TypeOf<FormatException>().With.Message.EqualTo($"'{pattern}' is too short to look for."));
    }
}
