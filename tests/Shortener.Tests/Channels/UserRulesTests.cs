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
        var origin = With(IntranetChat).Classify(Agents.Visit(Agents.WebView + " AcmeChat/3.1")).Origin;

        Assert.That((origin.App, origin.Channel), Is.EqualTo(("Acme Chat", "collaboration")));
    }

    [Test]
    public void A_row_of_their_own_stands_before_ours()
    {
        var visit = Agents.Visit(Agents.Safari) with { Referrer = "m.facebook.com" };

        Assert.That(With(IntranetChat).Classify(visit).Origin.App, Is.EqualTo("Face"));
    }

    [Test]
    public void A_dash_says_that_something_is_no_bot()
    {
        var hit = With(IntranetChat).Classify(Agents.Visit(Agents.Windows + " AhrefsBot"));

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
        var visit = Agents.Visit("WhatsApp/2.23.20.11 A");

        Assert.That(With(IntranetChat).Classify(visit), Is.EqualTo(Classifier.Load().Classify(visit)));
    }

    [TestCase("", "pattern,name\nx,y", "line 2: it belongs to no table; put a line such as [bots] above it.")]
    [TestCase("[bots]", "pattern,name\nx,short", "line 3: 'x' is too short to look for.")]
    [TestCase("[bots]", "pattern,name\n\n# fine\n\\bx,short", "line 5: '\\bx' is too short to look for.")]
    [TestCase("[bots]", "pattern,name\nabc", "line 3: 'name' is missing.")]
    [TestCase("[bots]", "pattern,name\nabc,\"def", "line 3: a double quote is not closed.")]
    [TestCase("[bots]", "pattern,name\nabc,def,ghi", "line 3: 3 cells under 2 columns.")]
    [TestCase("[robots]", "pattern,name\nabc,def", "line 3: there is no table [robots].")]
    [TestCase("[bots]", "pattern,name\ngröße,def", "line 3: 'größe' is not ASCII")]
    [TestCase("[bots]", "pattern,needs,name\nabc,größe,def", "line 3: 'größe' is not ASCII")]
    [TestCase("[previews]", "pattern,app,channel\nabc,Abc,gossip", "line 3: 'channel' is 'gossip', and should be")]
    [TestCase("[in-app]", "pattern,app,channel,confidence\nabc,A,social,1.5", "line 3: 'confidence' is '1.5'")]
    [TestCase("[in-app]", "pattern,app,channel,confidence\nabc,A,social,-1", "line 3: 'confidence' is '-1'")]
    [TestCase("[in-app]", "pattern,app,channel,dark\nabc,A,social,maybe", "line 3: 'dark' is 'maybe', and should be")]
    [TestCase("[devices]", "pattern,device\nabc,toaster", "line 3: 'device' is 'toaster', and should be one of car,")]
    [TestCase("[referrers]", "host,channel\nA.example,social", "line 3: 'A.example' should be a lower-case host")]
    [TestCase("[packages]", "package,app\ncom.example,Abc", "line 3: 'channel' is missing.")]
    [TestCase("[utm]", "key,value,channel\ncampaign,x,social", "line 3: 'key' is 'campaign', and should be")]
    public void A_bad_line_is_refused_with_its_number(string table, string lines, string message)
    {
        Assert.That(() => Knowledge.Build(("my.csv", $"{table}\n{lines}")),
            Throws.TypeOf<PatternFileException>().With.Message.StartsWith($"my.csv {message}"));
    }

    [Test]
    public void More_text_than_the_machine_can_hold_is_refused()
    {
        var rows = Enumerable.Range(0, 8000).Select(i => $"token-{i:0000},Name");

        Assert.That(() => Knowledge.Build(("my.csv", $"[bots]\npattern,name\n{string.Join('\n', rows)}")),
            Throws.TypeOf<PatternFileException>().With.Message.Contains("there is room for 65534"));
    }

    [Test]
    public void A_dash_says_that_something_is_no_preview_and_no_app()
    {
        const string NoWhatsApp = "[previews]\npattern,app\n^whatsapp/,-\n[in-app]\npattern,app\nwa4a/,-";

        var hit = With(NoWhatsApp).Classify(Agents.Visit(Agents.Android + " [WA4A/2.25.32.75;]"));

        Assert.That((hit.Client.Browser, hit.Client.InApp), Is.EqualTo(("Chrome", (string?)null)));
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
            var hit = Classifier.Load(path).Classify(Agents.Visit("acme-healthcheck/1 (Linux)"));

            Assert.That(hit.Client.Bot, Is.EqualTo("Acme monitor"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Classifier With(string rules) => new(Knowledge.Build(("my.csv", rules)));

}
