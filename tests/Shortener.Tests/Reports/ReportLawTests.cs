using Microsoft.Extensions.Logging.Abstractions;
using Shortener.Channels;
using Shortener.Hits;
using Shortener.Reports;
using Shortener.Shares;
using Shortener.Storage;
using Shortener.Tests.Support;
using Shortener.Values;
using Shortener.Web;

namespace Shortener.Tests.Reports;

/// <summary>
/// The law of the reports: roll-ups and tail together are what a count over all hits is, whatever was
/// written, folded, replayed, rebuilt, removed and started anew before.
/// </summary>
public sealed class ReportLawTests(Engine engine) : OnBothEngines(engine)
{
    private static readonly string[] Zones =
    [
        "UTC", "Europe/Berlin", "Asia/Kolkata", "America/St_Johns", "Australia/Lord_Howe",
    ];

    private readonly List<TestHit> _hits = [];
    private readonly Dictionary<long, (string Domain, string[] Tags)> _links = [];
    private readonly StoppedClock _clock = new(LawDice.Last);
    private DateTimeOffset _removed = DateTimeOffset.UnixEpoch;

    [Test]
    public Task Roll_ups_and_tail_are_what_a_count_over_all_hits_is([Values(1, 2, 3)] int seed) =>
        Walk(new Random(seed), kinds: 11);

    // Where single hits are gone, a bound within a day moves to the nearer midnight (UTC) for one dimension's
    // counts, and what needs single hits begins where they do.
    [Test]
    public Task So_they_are_when_old_hits_are_removed_meanwhile([Values(4, 5, 6)] int seed) =>
        Walk(new Random(seed), kinds: 12);

    [Test]
    public async Task A_rebuild_makes_them_so_again_whatever_was_wrong()
    {
        var dice = new Random(7);
        var log = new TestLog(Db);
        await AddLinks(log);
        for (var i = 0; i < 8; i++) await Add(log, dice, _ => LawDice.At(dice));
        await NewFollower().CatchUp();
        await NewFollower().SettleAll();
        await Add(log, dice, _ => LawDice.At(dice));
        await NewFollower().CatchUp();
        await Db.Run("update hit_days set clicks = clicks + 3 where key = 2");
        await Db.Run("delete from hit_months where dimension = 3");
        await Db.Run("update hit_quarters set bots = 99 where quarter % 5 = 0");
        await Db.Run("delete from link_hits where seq % 3 = 0");
        await Db.Run("update link_hits set kind = 2 where seq % 7 = 0");
        await Db.Run("insert into link_hits (link_id, at, seq, kind, trigger, is_unique, referrer_id, language_id, place_id, utm_id, client_id, origin_id, share_id, generation, advocate_id) values (1, 1790000000000, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)");
        await Db.Run("delete from hit_spans where quarter % 4 = 0");
        await Db.Run("update link_totals set previews = 7 where link_id = 3");
        await Db.Run("update share_totals set clicks = clicks + 1");

        Assert.That(await new Rebuild(Db).Run(), Is.GreaterThan(100));

        foreach (var by in Grouping.All) await Check(dice, by);
        await CheckSome(dice, 40);
        Assert.That(await new Rebuild(Db).Run(), Is.Zero);
        await CheckTotals();
    }

    private async Task Walk(Random dice, int kinds)
    {
        var log = new TestLog(Db);
        await AddLinks(log);
        var follower = NewFollower();

        for (var step = 0; step < 40; step++)
        {
            switch (dice.Next(kinds))
            {
                case 0 or 1:
                    // Live: time goes on with the log.
                    await Add(log, dice, i => LawDice.First.AddHours(step * 30).AddMinutes(i));
                    break;
                case 2:
                    // A replay: any time, in its order; or none at all.
                    var ats = Enumerable.Range(0, 400).Select(_ => LawDice.At(dice)).Order().ToList();
                    await Add(log, dice, i => dice.Next(10) == 0 ? LawDice.At(dice) : ats[i]);
                    break;
                case 3:
                    await follower.Fold(Follower.NoRest, default);
                    break;
                case 4:
                    await follower.CatchUp();
                    break;
                case 5:
                    follower = NewFollower();
                    break;
                case 6:
                    Assert.That(await new Rebuild(Db).Run(), Is.Zero);
                    break;
                case 7:
                    await follower.Settle(all: dice.Next(2) == 0, Rest, default);
                    break;
                case 8:
                    await SettleAndDie(follower, dice);
                    break;
                case 9:
                    await follower.SettleAll();
                    break;
                case 10:
                    await AddScanner(log, dice, follower, LawDice.First.AddHours(step * 30));
                    break;
                case 11:
                    await Remove(LawDice.First.AddDays(step / 2));
                    break;
            }
            await NoteMarks();
            await CheckSome(dice, 4);
        }
        await follower.CatchUp();
        await NoteMarks();
        Assert.That(_hits.Count(hit => hit.Bot == Behaviour.ManyLinks), Is.GreaterThan(5));
        foreach (var by in Grouping.All) await Check(dice, by);
        await follower.SettleAll();
        Assert.That(await new Rebuild(Db).Run(), Is.Zero);
        foreach (var by in Grouping.All) await Check(dice, by);
        await CheckTotals();
    }

    private static async Task SettleAndDie(Follower follower, Random dice)
    {
        Func<Task> rest = () =>
            dice.Next(8) == 0 ? Task.FromException(new TimeoutException()) : Task.CompletedTask;
        try
        {
            await follower.Settle(all: true, rest, default);
            await follower.CloseMonth(rest, default);
        }
        catch (TimeoutException)
        {
            // Some of the part's or month's rows are written, and nothing says so.
        }
    }

    private async Task Remove(DateTimeOffset before)
    {
        var job = new RetentionJob(
            Db, NewFollower(), new RetentionSettings { KeepDays = 10 },
            new StoppedClock(before.AddDays(10).AddHours(7)));
        await job.Run();
        if (before > _removed) _removed = before;
        Assert.That(
            await Db.Find<long>("select count(*) from link_hits where at < @Before", new { Before = before }),
            Is.Zero);
        Assert.That(
            await Db.Find<long>("select count(*) from hits where at < @Before and seq < (select max(seq) from hits) and seq <= (select value from watermarks where name = 'folded')", new { Before = before }),
            Is.Zero);
    }

    private async Task AddLinks(TestLog log)
    {
        (string, string[])[] links =
        [
            ("", []),
            ("", ["spring"]),
            ("go.example", ["spring", "mail"]),
            ("go.example", ["mail"]),
            ("", ["a,b"]),
        ];
        for (var i = 0; i < links.Length; i++)
        {
            var (domain, tags) = links[i];
            _links[await log.Link($"s{i}", domain, tags)] = (domain, tags);
        }
        foreach (var token in LawDice.ShareIds) await log.Share(token);
    }

    private async Task Add(TestLog log, Random dice, Func<int, DateTimeOffset> at)
    {
        var hits = Enumerable.Range(0, dice.Next(1, 400)).Select(i => LawDice.Hit(dice, at(i))).ToList();
        await log.Add(hits);
        _hits.AddRange(hits);
    }

    // Programs that open all links within seconds; some of the hits are final by then.
    private async Task AddScanner(TestLog log, Random dice, Follower follower, DateTimeOffset at)
    {
        for (var visitor = 1; visitor < 6; visitor++)
        {
            var hits = Enumerable.Range(1, 5).Select(
                link => LawDice.Hit(dice, at.AddMilliseconds(link * 350)) with
                {
                    Link = link,
                    Visitor = _hits.Count + visitor,
                    Reason = OrphanReason.None,
                    Kind = HitKind.Click,
                    Unique = dice.Next(3) > 0,
                    Evidence = "none",
                }).ToList();
            hits.Add(hits[0] with { At = at.AddMinutes(1), Unique = false });
            var early = dice.Next(2) * 2;
            await log.Add(hits.Take(early));
            if (early > 0) await follower.CatchUp();
            await log.Add(hits.Skip(early));
            _hits.AddRange(hits);
        }
    }

    /// <summary>Hits that turned out to be a bot's are expected as the log has them now.</summary>
    private async Task NoteMarks()
    {
        foreach (var row in await Db.List<Mark>(
            "select h.seq, h.is_unique, c.bot from hits h join clients c on c.id = h.client_id"))
        {
            var hit = _hits[(int)row.Seq - 1] with { Unique = row.IsUnique != 0 };
            _hits[(int)row.Seq - 1] = row.Bot.Length == 0 ? hit : hit with
            {
                Kind = HitKind.Bot,
                Bot = row.Bot,
                Browser = "",
                Os = "",
                Device = "bot",
                InApp = "",
                Channel = "",
                App = "",
                Evidence = "none",
            };
        }
    }

    private sealed record Mark
    {
        public long Seq { get; init; }
        public short IsUnique { get; init; }
        public string Bot { get; init; } = "";
    }

    private async Task CheckSome(Random dice, int count)
    {
        for (var i = 0; i < count; i++) await Check(dice, Grouping.All[dice.Next(Grouping.All.Count)]);
    }

    private async Task Check(Random dice, Grouping by)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Zones[dice.Next(Zones.Length)]);
        var period = LawDice.RandomPeriod(dice, zone);
        var conditions = RandomConditions(dice, by);
        var query = new AnalyticsQuery
        {
            Event = CountColumn.Clicks,
            By = by,
            Period = new ReportPeriod(zone, period, default),
            Conditions = conditions,
            DefaultDomain = "short.example",
        };

        var figures = (await new AnalyticsStore(Db, new LongScans(), new TagSpelling(Classifier.Load()), _clock).Count(query, default))!.Value.Now;
        var (start, end) = Counted(by, conditions, period);
        var naive = NaiveReport.Of(
            _hits.Where(h => h.At >= start && h.At < end && conditions.All(c => Passes(c, h))),
            hit => by.Step is null ? WordsOf(by, hit) : [NaiveReport.Time(by.Name, hit.At, zone)]);

        var what = $"{by.Name}, {zone.Id}, {period.Start:O} to {period.End:O}, {string.Join("; ", conditions.Select(c => $"{c.By.Name}={(c.Except ? "-" : "")}{string.Join(',', c.Values)}"))}";
        Assert.That(figures.Rows.Where(row => row.Value != default), Is.EquivalentTo(naive.Rows), what);
        Assert.That(figures.Totals, Is.EqualTo(naive.Totals), what);
    }

    private (DateTimeOffset Start, DateTimeOffset End) Counted(
        Grouping by, List<Condition> conditions, Period period)
    {
        var subjects = conditions.Select(c => c.By.Dimension).Append(by.Dimension).OfType<Dimension>()
            .Distinct().Count();
        if (subjects == 0)
        {
            return (Moved(period.Start, TimeSpan.FromMinutes(15)), Moved(
                period.End, TimeSpan.FromMinutes(15)));
        }
        if (subjects == 1 && by.Step is null)
        {
            return (Moved(period.Start, TimeSpan.FromDays(1)), Moved(period.End, TimeSpan.FromDays(1)));
        }
        return (period.Start > _removed ? period.Start : _removed, period.End);
    }

    // To the nearer end of its stretch.
    private DateTimeOffset Moved(DateTimeOffset bound, TimeSpan stretch)
    {
        var into = TimeSpan.FromTicks(bound.UtcTicks % stretch.Ticks);
        if (bound >= _removed) return bound;
        return into < stretch / 2 ? bound - into : bound - into + stretch;
    }

    // What lists of links and of shares show beside each.
    private async Task CheckTotals()
    {
        var links = await CountsOf("select link_id as id, clicks, unique_clicks, qr_scans, previews, bots, prefetches from link_counts");
        var shares = await CountsOf("select share_id as id, clicks, unique_clicks, qr_scans, previews, bots, prefetches from share_counts");

        Assert.That(links, Is.EqualTo(NaiveReport.Of(_hits, hit => [$"{hit.Link}"]).Rows));
        Assert.That(
            shares,
            Is.EqualTo(NaiveReport.Of(_hits.Where(hit => hit.Share != 0), hit => [$"{hit.Share}"]).Rows));
    }

    private async Task<Dictionary<string, HitCounts>> CountsOf(string sql) =>
        (await Db.List<Total>(sql))
            .ToDictionary(row => $"{row.Id}", row => new HitCounts
            {
                Clicks = row.Clicks,
                UniqueClicks = row.UniqueClicks,
                QrScans = row.QrScans,
                Previews = row.Previews,
                Bots = row.Bots,
                Prefetches = row.Prefetches,
            });

    private sealed record Total
    {
        public long Id { get; init; }
        public long Clicks { get; init; }
        public long UniqueClicks { get; init; }
        public long QrScans { get; init; }
        public long Previews { get; init; }
        public long Bots { get; init; }
        public long Prefetches { get; init; }
    }

    private static List<Condition> RandomConditions(Random dice, Grouping by)
    {
        (string By, string[] Values)[] all =
        [
            ("link", ["1", "2"]),
            ("link", ["3"]),
            ("tag", ["spring"]),
            ("tag", ["", "mail"]),
            ("domain", ["go.example"]),
            ("domain", ["SHORT.example"]),
            ("country", ["DE", ""]),
            ("browser", ["Firefox"]),
            ("trigger", ["qr"]),
            ("referrer", ["", "t.co"]),
            ("utm_campaign", ["spring", "nothing"]),
            ("share", ["", "x7k2q4tz"]), ("generation", ["0", "2"]), ("advocate", ["1", ""]),
        ];
        var conditions = new List<Condition>();
        for (var n = dice.Next(3); n > 0; n--)
        {
            var (name, values) = all[dice.Next(all.Length)];
            conditions.Add(new Condition(Grouping.Find(name)!, dice.Next(3) == 0, values));
        }
        if (!OwnNumbers.Has(by.Dimension) && by.Dimension is not null && by != Grouping.Trigger
            && dice.Next(4) == 0)
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
        "share" => [hit.Share == 0 ? "" : Tokens.Write(hit.Share)],
        "generation" => [$"{hit.Generation}"],
        "advocate" => [hit.Advocate == 0 ? "" : $"{hit.Advocate}"],
        "utm_source" => [hit.UtmSource],
        "utm_medium" => [hit.UtmMedium],
        "utm_campaign" => [hit.UtmCampaign],
        "utm_term" => [hit.UtmTerm],
        "utm_content" => [hit.UtmContent],
        "ref" => [hit.Ref],
        _ => throw new ArgumentException(by.Name),
    };

    private static Task Rest() => Task.CompletedTask;

    // Short parts; and two months that are over.
    private Follower NewFollower() => new(
        Db, new FollowerSettings { FoldAfterSeconds = 0, SettleHits = 100 },
        new VisitorDays(TimeZoneInfo.Utc), _clock, NullLogger<Follower>.Instance);
}
