using Shortener.Channels;

namespace Shortener.Tests.Channels;

/// <summary>A user's own file of patterns.</summary>
public sealed class UserRulesTests
{
    private const string IntranetChat = """
        # Ours.
        [in-app]
        pattern,app,channel,dark,confidence
        \bAcmeChat/,Acme Chat,collaboration,yes,0.99

        [bots]
        pattern,name
        acme-healthcheck,Acme monitor
        ahrefsbot,-

        [referrers]
        host,app,channel,dark
        intranet.acme.example,Intranet,collaboration,yes
        *.facebook.com,Face,social,no

        [utm]
        key,value,reads-as,app,channel
        source,acme-news,acme,Acme News,email
        """;

    [Test]
    public void A_row_of_their_own_names_what_we_do_not_know()
    {
        var origin = With(IntranetChat).Classify(Visit(Agents.WebView + " AcmeChat/3.1")).Origin;

        Assert.That((origin.App, origin.Channel, origin.Confidence), Is.EqualTo(("Acme Chat", "collaboration", 0.99)));
    }

    [Test]
    public void A_row_of_their_own_stands_before_ours()
    {
        var origin = With(IntranetChat).Classify(Visit(Agents.Safari) with { Referrer = "m.facebook.com" }).Origin;

        Assert.That(origin.App, Is.EqualTo("Face"));
    }

    [Test]
    public void A_dash_says_that_something_is_no_bot()
    {
        var hit = With(IntranetChat).Classify(Visit("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/141.0 Safari/537.36 AhrefsBot"));

        Assert.That(hit.Kind, Is.EqualTo(HitKind.Click));
    }

    [Test]
    public void Aliases_of_their_own_are_one_source()
    {
        Assert.That(With(IntranetChat).CanonicalTag("source", "ACME-News"), Is.EqualTo("acme"));
    }

    [Test]
    public void What_they_do_not_mention_stays_as_it_is()
    {
        Assert.That(With(IntranetChat).Classify(Visit("WhatsApp/2.23.20.11 A")), Is.EqualTo(Classifier.Load().Classify(Visit("WhatsApp/2.23.20.11 A"))));
    }

    [TestCase("pattern,name\nx,y", "my.csv line 1: it belongs to no table", Description = "no table")]
    [TestCase("[bots]\npattern,name\n\n# fine\nx,short", "my.csv line 5: 'x' is too short to look for.")]
    [TestCase("[bots]\npattern,name\nabc", "my.csv line 3: 'name' is missing.")]
    [TestCase("[bots]\npattern,name\nabc,\"def", "my.csv line 3: a double quote is not closed.")]
    [TestCase("[bots]\npattern,name\nabc,def,ghi", "my.csv line 3: 3 cells under 2 columns.")]
    [TestCase("[robots]\npattern,name\nabc,def", "my.csv line 3: there is no table [robots].")]
    [TestCase("[bots]\npattern,name\ngröße,def", "my.csv line 3: 'größe' is not ASCII")]
    [TestCase("[previews]\npattern,app,channel\nabc,Abc,gossip", "my.csv line 3: 'channel' is 'gossip', and should be one of ads,")]
    [TestCase("[in-app]\npattern,app,channel,confidence\nabc,Abc,social,1.5", "my.csv line 3: 'confidence' is '1.5'")]
    [TestCase("[in-app]\npattern,app,channel,dark\nabc,Abc,social,maybe", "my.csv line 3: 'dark' is 'maybe', and should be yes or no.")]
    [TestCase("[devices]\npattern,device\nabc,toaster", "my.csv line 3: 'device' is 'toaster'")]
    [TestCase("[referrers]\nhost,channel\nhttps://a.example/,social", "my.csv line 3: 'https://a.example/' should be a lower-case host")]
    [TestCase("[utm]\nkey,value,channel\ncampaign,x,social", "my.csv line 3: 'key' is 'campaign'")]
    public void A_bad_line_is_refused_with_its_number(string text, string message)
    {
        Assert.That(() => Knowledge.Build(("my.csv", text)), Throws.TypeOf<PatternFileException>().With.Message.StartsWith(message));
    }

    [Test]
    public void All_bad_lines_are_named_at_once()
    {
        Assert.That(() => Knowledge.Build(("my.csv", "[bots]\npattern,name\na,b\nc,d")),
            Throws.TypeOf<PatternFileException>().With.Property("Faults").Count.EqualTo(2));
    }

    [Test]
    public void A_file_on_disk_is_read()
    {
        var path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{Guid.NewGuid():N}.csv");
        File.WriteAllText(path, IntranetChat);
        try
        {
            Assert.That(Classifier.Load(path).Classify(Visit("acme-healthcheck/1 (Linux)")).Client.Bot, Is.EqualTo("Acme monitor"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Classifier With(string rules) => new(Knowledge.Build(("my.csv", rules)));

    private static VisitFacts Visit(string userAgent) => new(userAgent, null, VisitSignals.None, HitTrigger.Link, LinkOrigin.Untagged);
}
