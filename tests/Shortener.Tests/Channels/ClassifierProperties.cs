using FsCheck;
using FsCheck.Fluent;
using Shortener.Channels;

namespace Shortener.Tests.Channels;

/// <summary>What holds for every request there can be.</summary>
public sealed class ClassifierProperties
{
    private static readonly Knowledge Knowledge = Knowledge.Load(userRules: null);
    private static readonly Classifier Classifier = new(Knowledge);

    // The most terms that can end in one place, and the most rules that hang on one term, whatever the text.
    private static readonly int MostWorkPerCharacter = Knowledge.UserAgents.Rules.Max(r => r.Pattern.Length);

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public Property No_request_is_too_strange_to_classify() => Prop.ForAll(Visits(), visit =>
    {
        var hit = Classifier.Classify(visit);

        return hit.Origin.Confidence is >= 0 and <= 1
            && (hit.Kind is HitKind.Click or HitKind.Prefetch) == (hit.Client.Bot is null)
            && (hit.Client.Device == "bot") == (hit.Client.Bot is not null)
            && (hit.Client.InApp is null || hit.Client.Browser is null)
            && (hit.Origin.Channel is null || Source.Channels.Contains(hit.Origin.Channel));
    });

    [FsCheck.NUnit.Property]
    public Property The_same_request_gives_the_same_answer() => Prop.ForAll(Visits(), visit =>
    {
        var elsewhere = new Classifier(Knowledge);

        return Classifier.Classify(visit) == elsewhere.Classify(visit)
            && Classifier.Explain(visit).Answer == elsewhere.Classify(visit);
    });

    /// <summary>Work is counted in look-ups, because a test of time fails on a busy machine.</summary>
    [FsCheck.NUnit.Property]
    public Property Twice_the_user_agent_is_at_most_twice_the_work() => Prop.ForAll(UserAgents(), userAgent =>
    {
        Knowledge.UserAgents.Read(userAgent + " ", out var once);
        var hundred = string.Concat(Enumerable.Repeat(userAgent + " ", 100));
        Knowledge.UserAgents.Read(hundred, out var hundredTimes);

        // A place where two copies meet may complete a term more.
        return hundredTimes <= 100 * (once + MostWorkPerCharacter);
    });

    [Test]
    public void A_megabyte_of_user_agent_costs_a_bounded_number_of_steps_per_character()
    {
        var text = string.Concat(Enumerable.Repeat("bot spider crawl http://www. android tablet ", 22_000));

        Knowledge.UserAgents.Read(text, out var steps);

        Assert.That(steps, Is.LessThan(4 * text.Length));
    }

    private static Arbitrary<VisitFacts> Visits()
    {
        var text = Gen.OneOf(Gen.Constant((string?)null), Anything().Select(t => (string?)t));
        var visits =
            from userAgent in Gen.OneOf(text, UserAgents().Generator.Select(ua => (string?)ua))
            from referrer in Gen.OneOf(
                text, Gen.Elements<string?>("t.co", "android-app://com.slack", "a.b.c.co.uk"))
            from method in Gen.Elements("GET", "GET", "GET", "HEAD", "")
            from header in text.ArrayOf(6)
            from site in Gen.Elements<string?>(null, "none", "cross-site", "same-origin", "odd")
            from clickIds in Gen.OneOf(text, Gen.Elements<string?>("fbclid", "fbclid,gclid", ",,", "mc_eid"))
            from utm in Gen.OneOf(text, Gen.Elements<string?>("fb", "email", "x.y"))
            from trigger in Gen.Elements(HitTrigger.Link, HitTrigger.Qr, HitTrigger.Share)
            select new VisitFacts(userAgent, referrer, new VisitSignals
            {
                Method = method,
                Purpose = header[0],
                FetchSite = site,
                Brands = header[1],
                Mobile = header[2],
                Platform = header[3],
                RequestedWith = header[4],
                From = header[5],
                ClickIds = clickIds,
                UtmSource = utm,
            }, trigger, new LinkOrigin(utm, null, "messaging", "Signal"));
        return visits.ToArbitrary();
    }

    /// <summary>Pieces of real user agents in any order, and anything at all.</summary>
    private static Arbitrary<string> UserAgents()
    {
        var pieces = Gen.Elements(
            "Mozilla/5.0 ", "(Linux; Android 10; K) ", "(iPhone; CPU iPhone OS 18_5) ", "AppleWebKit/537.36 ",
            "Chrome/141 ", "Safari/604.1 ",
            "[WA4A/2;]", "; wv) ", "Instagram 393 ", "bot", "http://", "WhatsApp/2", "\0", "é", "\ud800",
            "Line/",
            "(compatible;");
        return Gen.OneOf(pieces.ArrayOf().Select(string.Concat), Anything()).ToArbitrary();
    }

    private static Gen<string> Anything() =>
        Gen.OneOf(
            Gen.Choose(0, char.MaxValue).Select(c => (char)c).ArrayOf().Select(c => new string(c)),
            Gen.Choose(32, 126).Select(c => (char)c).ArrayOf().Select(c => new string(c)),
            Gen.Constant(new string('.', 3000)));
}
