using Shortener.Channels.Dark;
using Shortener.Tests.Support;

namespace Shortener.Tests.Channels.Dark;

public sealed class EstimateTests
{
    private static readonly Visibility Assumed = Visibility.Default;

    [Test]
    public void Without_any_evidence_all_that_is_unnamed_stays_unknown()
    {
        var link = Link();
        link.Unnamed[Plain(Platform.Ios)] = 100;

        var estimate = DarkSocial.Estimate([link], Assumed, []);

        Assert.That((estimate.Apps, estimate.Unknown), Is.EqualTo((Array.Empty<AppEstimate>(), 100.0)));
    }

    [Test]
    public void IMessage_explains_no_click_on_Android()
    {
        var link = Link();
        link.Shares[App("iMessage")] = 30;
        link.Unnamed[Handed(Platform.Android)] = 100;

        var estimate = DarkSocial.Estimate([link], Assumed, []);

        Assert.That(Of(estimate, "iMessage").Expected, Is.Zero);
    }

    /// <summary>A request may claim any name: what was claimed does not end the report.</summary>
    [Test]
    public void Clicks_may_name_an_app_that_never_shows_itself()
    {
        var link = Link();
        link.Named[App("iMessage") * Platforms.Count + (int)Platform.Ios] = 30;
        link.Unnamed[Handed(Platform.Android)] = 100;

        var estimate = DarkSocial.Estimate([link], Assumed, []);

        Assert.That(Of(estimate, "iMessage").Expected, Is.Zero);
    }

    /// <summary>
    /// Forty named taps at a visibility of two fifths stand for a hundred, of which sixty are hidden.
    /// </summary>
    [Test]
    public void Named_taps_tell_how_many_do_not_name_themselves()
    {
        var link = Link();
        link.Named[App("WhatsApp") * Platforms.Count + (int)Platform.Android] = 40;
        link.Unnamed[Handed(Platform.Android)] = 51;
        link.Unnamed[Plain(Platform.Android)] = 9;

        var hidden = Of(DarkSocial.Estimate([link], Assumed, []), "WhatsApp");

        Assert.That(hidden.Expected, Is.InRange(45, 60));
        Assert.That(
            (hidden.Low, hidden.High),
            Is.EqualTo((hidden.Low, hidden.High)).And.Matches<(double Low, double High)>(
                i => i.Low < hidden.Expected && hidden.Expected < i.High));
    }

    /// <summary>
    /// Where share links show that WhatsApp names itself nine times in ten, few of the bare clicks are left
    /// to it.
    /// </summary>
    [Test]
    public void Share_links_teach_how_much_an_app_shows()
    {
        var bare = Link();
        bare.Named[App("WhatsApp") * Platforms.Count + (int)Platform.Android] = 90;
        bare.Unnamed[Handed(Platform.Android)] = 200;
        var shared = new Sightings(Assumed.Apps.Count) { SharedTo = App("WhatsApp") };
        shared.Named[App("WhatsApp") * Platforms.Count + (int)Platform.Android] = 900;
        shared.Unnamed[Plain(Platform.Android)] = 100;

        var taught = Of(DarkSocial.Estimate([bare, shared], Assumed, []), "WhatsApp");
        var untaught = Of(DarkSocial.Estimate([bare], Assumed, []), "WhatsApp");

        Assert.That(taught.Expected, Is.LessThan(untaught.Expected / 2));
    }

    [Test]
    public void What_is_given_to_apps_and_what_stays_unknown_are_all_there_is()
    {
        var estimate = DarkSocial.Estimate(Mixed(), Assumed, []);

        var unnamed = Mixed().Sum(link => link.Unnamed.Sum());
        Assert.That(estimate.Hidden.Expected + estimate.Unknown, Is.EqualTo(unnamed).Within(1e-6));
        Assert.That(estimate.Unknown, Is.GreaterThanOrEqualTo(0));
        Assert.That(estimate.Apps.Select(app => app.Hidden.Low), Is.All.GreaterThanOrEqualTo(0));
    }

    [Test]
    public void The_same_sightings_give_the_same_answer()
    {
        var (one, other) =
            (DarkSocial.Estimate(Mixed(), Assumed, []), DarkSocial.Estimate(Mixed(), Assumed, []));

        Assert.That(other.Apps.Select(app => app.Hidden), Is.EqualTo(one.Apps.Select(app => app.Hidden)));
    }

    [Test]
    public async Task One_thread_gives_the_answer_that_two_give()
    {
        var two = DarkSocial.Estimate(Mixed(), Assumed, []);
        var one = await OneThread.Run(() => DarkSocial.Estimate(Mixed(), Assumed, []));

        Assert.That(one.Apps.Select(app => app.Hidden), Is.EqualTo(two.Apps.Select(app => app.Hidden)));
    }

    /// <summary>
    /// Over plain http no browser says how a click arrived, and WhatsApp's hidden taps are not taken for
    /// typing.
    /// </summary>
    [Test]
    public void Without_fetch_metadata_hidden_taps_are_found_all_the_same()
    {
        var link = Link();
        link.Named[App("WhatsApp") * Platforms.Count + (int)Platform.Android] = 400;
        link.Unnamed[Plain(Platform.Android)] = 600;

        Assert.That(Of(DarkSocial.Estimate([link], Assumed, []), "WhatsApp").Expected, Is.InRange(400, 600));
    }

    /// <summary>Whatever is counted, nothing is lost and nothing is no number.</summary>
    [FsCheck.NUnit.Property]
    public bool Any_counts_are_apportioned_without_loss(
        (byte App, byte Platform, ushort Named, ushort Unnamed, byte Shares)[] links)
    {
        var rows = links.Select(one =>
        {
            var row = Link();
            var (app, platform) = (one.App % Assumed.Apps.Count, one.Platform % Platforms.Count);
            row.Named[app * Platforms.Count + platform] = one.Named;
            row.Unnamed[one.Platform % (2 * Platforms.Count)] = one.Unnamed;
            row.Shares[app] = one.Shares;
            return row;
        }).ToList();

        var estimate = DarkSocial.Estimate(rows, Assumed, []);

        var all = rows.Sum(row => row.Unnamed.Sum());
        return Math.Abs(estimate.Hidden.Expected + estimate.Unknown - all) < 1e-6 * Math.Max(1, all)
            && estimate.Apps.All(app => app.Hidden.Low >= 0 && app.Hidden.Low <= app.Hidden.High);
    }

    private static IReadOnlyList<Sightings> Mixed() => [.. Enumerable.Range(1, 20).Select(n =>
    {
        var link = Link();
        link.Named[App("WhatsApp") * Platforms.Count + (int)Platform.Android] = 10 * n;
        link.Named[App("Telegram") * Platforms.Count + (int)Platform.Android] = 200 - 10 * n;
        link.Shares[App("iMessage")] = n % 5;
        link.Unnamed[Handed(Platform.Android)] = 10 * n + 60;
        link.Unnamed[Plain(Platform.Ios)] = 20 * n;
        link.Typed = 5;
        return link;
    })];

    private static Sightings Link() => new(Assumed.Apps.Count);

    private static int App(string name) => Assumed.IndexOf(name);

    private static int Handed(Platform platform) => 2 * (int)platform;

    private static int Plain(Platform platform) => 2 * (int)platform + 1;

    private static Likely Of(DarkEstimate estimate, string app) =>
        estimate.Apps.Single(a => a.App == app).Hidden;
}
