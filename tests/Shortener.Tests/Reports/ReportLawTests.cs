using Microsoft.Extensions.Logging.Abstractions;
using Shortener.Channels;
using Shortener.Hits;
using Shortener.Reports;
using Shortener.Storage;
using Shortener.Tests.Support;
using Shortener.Values;

namespace Shortener.Tests.Reports;

/// <summary>
/// The law of the reports: roll-ups and tail together are what a count over all hits is, whatever was written, folded,
/// replayed and started anew before.
/// </summary>
public sealed class ReportLawTests(Engine engine) : OnBothEngines(engine)
{
    private static readonly string[] Zones = ["UTC", "Europe/Berlin", "Asia/Kolkata", "America/St_Johns", "Australia/Lord_Howe"];

    // Berlin's clocks go back on 25 October, St John's on 1 November, Lord Howe's went forward on 4 October.
    private static readonly DateTimeOffset First = new(2026, 9, 20, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Last = new(2026, 11, 10, 0, 0, 0, TimeSpan.Zero);

    private readonly List<TestHit> _hits = [];
    private readonly Dictionary<long, (string Domain, string[] Tags)> _links = [];
    private readonly StoppedClock _clock = new(Last);

    [Test]
    public async Task Roll_ups_and_tail_are_what_a_count_over_all_hits_is([Values(1, 2, 3)] int seed)
    {
        var dice = new Random(seed);
        var log = new TestLog(Db);
        await AddLinks(log);
        var follower = NewFollower();

        for (var step = 0; step < 40; step++)
        {
            switch (dice.Next(6))
            {
                case 0 or 1:
                    // Live: time goes on with the log.
                    await Add(log, dice, i => First.AddHours(step * 30).AddMinutes(i));
                    break;
                case 2:
                    // A replay: any time, in its order; or none at all.
                    var ats = Enumerable.Range(0, 400).Select(_ => At(dice)).Order().ToList();
                    await Add(log, dice, i => dice.Next(10) == 0 ? At(dice) : ats[i]);
                    break;
                case 3:
                    await follower.Fold(default);
                    break;
                case 4:
                    await follower.CatchUp();
                    break;
                case 5:
                    follower = NewFollower();
                    break;
            }
            await CheckSome(dice, 4);
        }
        await follower.CatchUp();
        foreach (var by in Grouping.All) await Check(dice, by);
    }

    private async Task AddLinks(TestLog log)
    {
        (string, string[])[] links = [("", []), ("", ["spring"]), ("go.example", ["spring", "mail"]), ("go.example", ["mail"]), ("", ["a,b"])];
        for (var i = 0; i < links.Length; i++)
        {
            var (domain, tags) = links[i];
            _links[await log.Link($"s{i}", domain, tags)] = (domain, tags);
        }
    }

    private async Task Add(TestLog log, Random dice, Func<int, DateTimeOffset> at)
    {
        var hits = Enumerable.Range(0, dice.Next(1, 400)).Select(i => RandomHit(dice, at(i))).ToList();
        await log.Add(hits);
        _hits.AddRange(hits);
    }

    private static DateTimeOffset At(Random dice) => First.AddMilliseconds(dice.NextInt64((long)(Last - First).TotalMilliseconds));

    private static TestHit RandomHit(Random dice, DateTimeOffset at)
    {
        string Pick(params string[] words) => words[dice.Next(words.Length)];
        var kind = dice.Next(10) < 6 ? HitKind.Click : (HitKind)dice.Next(1, 4);
        return new TestHit
        {
            At = at,
            Link = dice.Next(1, 6),
            Kind = kind,
            Trigger = (HitTrigger)dice.Next(3),
            Unique = kind == HitKind.Click && dice.Next(2) == 0,
            Reason = dice.Next(20) == 0 ? OrphanReason.Expired : OrphanReason.None,
            Referrer = Pick("", "t.co", "google.com"),
            Language = Pick("", "de", "en"),
            Country = Pick("", "DE", "AT"),
            Region = Pick("", "BY"),
            City = Pick("", "Berlin", "Wien"),
            Browser = Pick("", "Firefox", "Chrome"),
            Os = Pick("", "iOS"),
            Device = Pick("desktop", "mobile", "bot"),
            InApp = Pick("", "Instagram"),
            Channel = Pick("", "social", "messaging"),
            App = Pick("", "WhatsApp"),
            Evidence = Pick("none", "in-app"),
            UtmSource = Pick("", "newsletter"),
            UtmMedium = Pick("", "email"),
            UtmCampaign = Pick("", "spring", "DE"),
            UtmTerm = Pick("", "shoes"),
            UtmContent = Pick("", "top"),
            Ref = Pick("", "anna"),
        };
    }

    private async Task CheckSome(Random dice, int count)
    {
        for (var i = 0; i < count; i++) await Check(dice, Grouping.All[dice.Next(Grouping.All.Count)]);
    }

    private async Task Check(Random dice, Grouping by)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Zones[dice.Next(Zones.Length)]);
        var period = RandomPeriod(dice, zone);
        var conditions = RandomConditions(dice, by);
        var query = new AnalyticsQuery
        {
            Event = CountColumn.Clicks,
            By = by,
            Period = new ReportPeriod(zone, period, default),
            Conditions = conditions,
            DefaultDomain = "short.example",
        };

        var figures = (await new AnalyticsStore(Db, _clock).Count(query, default))!.Value.Now;
        var naive = NaiveReport.Of(
            _hits.Where(h => h.At >= period.Start && h.At < period.End && conditions.All(c => Passes(c, h))),
            hit => by.Step is null ? WordsOf(by, hit) : [NaiveReport.Time(by.Name, hit.At, zone)]);

        var what = $"{by.Name}, {zone.Id}, {period.Start:O} to {period.End:O}, {string.Join("; ", conditions.Select(c => $"{c.By.Name}={(c.Except ? "-" : "")}{string.Join(',', c.Values)}"))}";
        Assert.That(figures.Rows.Where(row => row.Value != default), Is.EquivalentTo(naive.Rows), what);
        Assert.That(figures.Totals, Is.EqualTo(naive.Totals), what);
    }

    private static Period RandomPeriod(Random dice, TimeZoneInfo zone)
    {
        var (a, b) = (At(dice), At(dice));
        if (dice.Next(3) == 0) b = a.AddMinutes(dice.Next(1, 60));
        if (a > b) (a, b) = (b, a);
        if (dice.Next(3) == 0) return new Period(a, b.AddMilliseconds(1), zone);
        return Period.OfDays(LocalTime.DayOf(a, zone), LocalTime.DayOf(b, zone), zone);
    }

    private static List<Condition> RandomConditions(Random dice, Grouping by)
    {
        (string By, string[] Values)[] all =
        [
            ("link", ["1", "2"]), ("link", ["3"]), ("tag", ["spring"]), ("tag", ["", "mail"]), ("domain", ["go.example"]), ("domain", ["SHORT.example"]),
            ("country", ["DE", ""]), ("browser", ["Firefox"]), ("trigger", ["qr"]), ("referrer", ["", "t.co"]), ("utm_campaign", ["spring", "nothing"]),
        ];
        var conditions = new List<Condition>();
        for (var n = dice.Next(3); n > 0; n--)
        {
            var (name, values) = all[dice.Next(all.Length)];
            conditions.Add(new Condition(Grouping.Find(name)!, dice.Next(3) == 0, values));
        }
        if (by.Dimension is not null && by.Dimension != Dimension.Link && by != Grouping.Trigger && dice.Next(4) == 0)
        {
            conditions = [new Condition(by, dice.Next(2) == 0, ["", "DE", "Firefox", "social"])];
        }
        return conditions;
    }

    private bool Passes(Condition condition, TestHit hit)
    {
        var words = WordsOf(condition.By, hit);
        return words.Any(word => condition.Values.Contains(word, condition.By == Grouping.Domain ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal)) != condition.Except;
    }

    private string[] WordsOf(Grouping by, TestHit hit) => by.Name switch
    {
        "none" => [""],
        "link" => [$"{hit.Link}"],
        "tag" => _links[hit.Link].Tags is { Length: > 0 } tags ? tags : [""],
        "domain" => [_links[hit.Link].Domain is { Length: > 0 } domain ? domain : "short.example"],
        "channel" => [hit.Channel],
        "app" => [hit.App],
        "evidence" => [hit.Evidence],
        "referrer" => [hit.Referrer],
        "country" => [hit.Country],
        "region" => [hit.Region],
        "city" => [hit.City],
        "device" => [hit.Device],
        "browser" => [hit.Browser],
        "os" => [hit.Os],
        "inApp" => [hit.InApp],
        "language" => [hit.Language],
        "trigger" => [hit.Trigger.ToString().ToLowerInvariant()],
        "utm_source" => [hit.UtmSource],
        "utm_medium" => [hit.UtmMedium],
        "utm_campaign" => [hit.UtmCampaign],
        "utm_term" => [hit.UtmTerm],
        "utm_content" => [hit.UtmContent],
        "ref" => [hit.Ref],
        _ => throw new ArgumentException(by.Name),
    };

    private Follower NewFollower() => new(Db, new FollowerSettings(), TimeProvider.System, NullLogger<Follower>.Instance);
}
