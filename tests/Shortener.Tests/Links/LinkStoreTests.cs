using Shortener.Links;
using Shortener.Storage;
using Shortener.Tests.Support;

namespace Shortener.Tests.Links;

public sealed class LinkStoreTests(Engine engine) : OnBothEngines(engine)
{
    private static readonly DateTimeOffset Nine = new(2026, 3, 14, 9, 0, 0, 123, TimeSpan.Zero);

    private readonly StoppedClock _clock = new(Nine);

    [Test]
    public async Task A_link_comes_back_with_everything_that_was_kept()
    {
        var content = Content() with
        {
            Slug = "Spring",
            Title = "Spring sale",
            Tags = ["sale", "2026", "a & b"],
            UtmSource = "newsletter",
            Ref = "ä",
            ExternalId = "crm-7",
            ValidSince = Nine,
            ValidUntil = Nine.AddDays(1),
            MaxClicks = 5_000_000_000,
            ExpiredUrl = "https://shop.example/over",
            Status = 308,
            ForwardQuery = false,
            Enabled = false,
            Archived = true,
            Qr = new LinkQr { Style = new QrStyle { Foreground = "#112233", Correction = "Q" } },
            Notes = "two\nlines",
        };

        var (verdict, made) = await Store().Add(content, IfExists.New, 7, default);
        var found = await Store().Find(made!.Id, default);

        Assert.That(verdict, Is.EqualTo(LinkVerdict.Created));
        Assert.That(found, Is.EqualTo(made));
        Assert.That(found!.Tags, Is.EqualTo(new[] { "sale", "2026", "a & b" }));
        Assert.That(
            (found.CreatedAt, found.UpdatedAt, found.DeletedAt),
            Is.EqualTo((Nine, Nine, (DateTimeOffset?)null)));
        Assert.That(found, Is.EqualTo(
            new Link { Id = found.Id, Slug = "Spring", CreatedAt = Nine, UpdatedAt = Nine }.With(content)));
    }

    [Test]
    public async Task A_slug_is_found_as_it_is_and_else_without_case()
    {
        var spring = await Made(Content() with { Slug = "Spring" });

        Assert.That(await Store().Find("", "Spring", default), Is.EqualTo(spring));
        Assert.That(await Store().Find("", "sPRING", default), Is.EqualTo(spring));
        Assert.That(await Store().Find("", "sprin", default), Is.Null);
        Assert.That(await Store().Find("other.example", "Spring", default), Is.Null);
    }

    [Test]
    public async Task Of_two_slugs_that_differ_by_case_the_exact_one_is_found_and_no_third()
    {
        var upper = await Made(Content() with { Slug = "Spring" });
        var lower = await Made(Content() with { Slug = "winter" });
        // As an import may leave them.
        await Db.Run("update links set slug = 'spring', slug_folded = 'spring' where id = @Id", lower);

        Assert.That((await Store().Find("", "Spring", default))!.Id, Is.EqualTo(upper.Id));
        Assert.That((await Store().Find("", "spring", default))!.Id, Is.EqualTo(lower.Id));
        Assert.That(await Store().Find("", "SPRING", default), Is.Null);
    }

    [TestCase("a\0b")]
    [TestCase("")]
    [TestCase("\ufffd")]
    public async Task What_cannot_be_a_slug_is_nobody_s(string slug) =>
        Assert.That(await Store().Find("", slug, default), Is.Null);

    [Test]
    public async Task A_composed_and_a_decomposed_slug_are_one()
    {
        var link = await Made(Content() with { Slug = "k\u00e4se" });

        Assert.That(await Store().Find("", "ka\u0308se", default), Is.EqualTo(link));
    }

    [TestCase("Spring")]
    [TestCase("SPRING")]
    public async Task A_slug_that_is_taken_or_differs_only_by_case_is_refused_and_the_rival_named(string slug)
    {
        var rival = await Made(Content() with { Slug = "Spring" });

        var outcome = await Store().Add(Content() with { Slug = slug }, IfExists.New, null, default);

        Assert.That(outcome, Is.EqualTo(new LinkOutcome(LinkVerdict.SlugTaken, rival)));
    }

    [Test]
    public async Task The_same_slug_may_stand_on_two_domains()
    {
        await Made(Content() with { Slug = "spring" });

        var second = await Store().Add(
            Content() with { Slug = "spring", Domain = "two.example" }, IfExists.New, null, default);

        Assert.That(second.Verdict, Is.EqualTo(LinkVerdict.Created));
    }

    [Test]
    public async Task A_deleted_link_is_still_known_and_its_slug_never_given_out_again()
    {
        var link = await Made(Content() with { Slug = "spring", ExternalId = "x" });

        var deleted = await Store().Delete(link.Id, null, default);
        var again = await Store().Add(Content() with { Slug = "spring" }, IfExists.New, null, default);
        var sameId = await Store().Add(
            Content() with { Slug = "autumn", ExternalId = "x" }, IfExists.New, null, default);

        Assert.That(deleted.Verdict, Is.EqualTo(LinkVerdict.Kept));
        Assert.That((await Store().Find("", "spring", default))!.DeletedAt, Is.EqualTo(Nine));
        Assert.That(again.Verdict, Is.EqualTo(LinkVerdict.SlugTaken));
        Assert.That(sameId.Verdict, Is.EqualTo(LinkVerdict.Created));
        Assert.That((await Store().Delete(link.Id, null, default)).Verdict, Is.EqualTo(LinkVerdict.Deleted));
    }

    [Test]
    public async Task Drawn_slugs_grow_when_the_short_ones_are_used_up()
    {
        // Of one letter there are 31; the 32nd link has to have two.
        var store = new LinkStore(Db, new LinkSettings { SlugLength = 1 }, _clock);

        var outcomes = new List<LinkOutcome>();
        for (var i = 0; i < 40; i++) outcomes.Add(await store.Add(Content(), IfExists.New, null, default));

        var slugs = outcomes.Select(o => o.Link!.Slug).ToList();
        Assert.That(slugs, Is.Unique);
        Assert.That(slugs.Max(s => s.Length), Is.InRange(2, 4));
    }

    [Test]
    public async Task Two_links_to_one_place_are_told_apart_from_two_to_nearly_the_same()
    {
        var first = await Made(Content() with { Url = "https://x.example/?a=1", UtmSource = "mail" });
        var same = Content() with { Url = "https://x.example/?a=1&utm_source=mail" };
        var other = Content() with { Url = "https://x.example/?a=1", UtmSource = "Mail" };

        Assert.That(
            await Store().Add(same, IfExists.Return, null, default),
            Is.EqualTo(new LinkOutcome(LinkVerdict.Found, first)));
        Assert.That(
            await Store().Add(same, IfExists.Error, null, default),
            Is.EqualTo(new LinkOutcome(LinkVerdict.Repeated, first)));
        Assert.That(
            (await Store().Add(other, IfExists.Error, null, default)).Verdict,
            Is.EqualTo(LinkVerdict.Created));
        Assert.That(
            (await Store().Add(same, IfExists.New, null, default)).Verdict, Is.EqualTo(LinkVerdict.Created));
    }

    [Test]
    public async Task Many_at_once_asking_for_one_slug_get_it_once()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(i => Task.Run(() => Store().Add(
                Content() with { Slug = i % 2 == 0 ? "one" : "ONE" }, IfExists.New, null, default))));

        Assert.That(outcomes.Count(o => o.Verdict is LinkVerdict.Created), Is.EqualTo(1));
    }

    [Test]
    public async Task A_change_is_kept_with_what_it_changed_and_by_whom()
    {
        var link = await Made(Content() with { Slug = "spring", Tags = ["a"], Title = "Old" });
        _clock.Advance(TimeSpan.FromHours(1));

        await Store().Change(
            link.Id, l => NewLink.Of(l) with { Title = "New", Tags = ["b", "a"] }, 7, default);

        var found = await Store().Find(link.Id, default);
        var history = await new LinkChangeStore(Db).History(link.Id, null, 10, default);
        Assert.That(
            (found!.Title, string.Join(' ', found.Tags), found.UpdatedAt),
            Is.EqualTo(("New", "b a", Nine.AddHours(1))));
        Assert.That(history.Select(h => (h.Action, h.KeyId, h.At)), Is.EqualTo(new[]
        {
            ("changed", (long?)7, Nine.AddHours(1)),
            ("created", null, Nine),
        }));
        Assert.That(
            LinkFields.Parse(history[0].Fields).Select(f => $"{f.Field} {f.From} {f.To}"),
            Is.EqualTo(new[] { "title Old New", """tags ["a"] ["b","a"]""" }));
    }

    [Test]
    public async Task A_change_of_nothing_leaves_no_trace()
    {
        var link = await Made(
            Content() with { Qr = new LinkQr { Style = QrStyle.Default }, ValidSince = Nine, Tags = ["a"] });
        _clock.Advance(TimeSpan.FromHours(1));

        var outcome = await Store().Change(link.Id, NewLink.Of, null, default);

        Assert.That(outcome, Is.EqualTo(new LinkOutcome(LinkVerdict.Kept, link)));
        Assert.That(await new LinkChangeStore(Db).History(link.Id, null, 10, default), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Slug_domain_and_creation_never_change()
    {
        var link = await Made(Content() with { Slug = "spring" });

        async Task<LinkVerdict> Change(Func<NewLink, NewLink> change) =>
            (await Store().Change(link.Id, l => change(NewLink.Of(l)), null, default)).Verdict;

        Assert.That(await Change(l => l with { Slug = "summer" }), Is.EqualTo(LinkVerdict.Fixed));
        Assert.That(await Change(l => l with { Domain = "two.example" }), Is.EqualTo(LinkVerdict.Fixed));
        Assert.That(
            await Change(l => l with { CreatedAt = Nine.AddDays(-1) }), Is.EqualTo(LinkVerdict.Fixed));
        Assert.That(
            await Change(l => l with { Slug = "spring", Domain = "", CreatedAt = Nine }),
            Is.EqualTo(LinkVerdict.Kept));
    }

    [Test]
    public async Task A_rehearsal_answers_as_the_deed_and_leaves_nothing()
    {
        NewLink[] contents = [Content() with { Slug = "a" }, Content() with { Slug = "A" }, Content()];

        var rehearsed = await Store().Rehearse(contents, IfExists.New, null, default);
        var left = await Db.Find<long>("select count(*) from links")
            + await Db.Find<long>("select count(*) from link_changes");
        var done = await Store().AddEach(contents, IfExists.New, null, default);

        LinkVerdict[] expected = [LinkVerdict.Created, LinkVerdict.SlugTaken, LinkVerdict.Created];
        Assert.That(rehearsed.Select(o => o.Verdict), Is.EqualTo(expected));
        Assert.That(left, Is.Zero);
        Assert.That(done.Select(o => o.Verdict), Is.EqualTo(expected));
    }

    [Test]
    public async Task Every_change_is_told_after_its_commit_and_to_other_processes_by_number()
    {
        var store = Store();
        var told = new List<string>();
        // A reader of its own sees only what is committed.
        store.Changed += (domain, slug) => told.Add(
            $"{domain}/{slug} {Db.Find<long>("select count(*) from link_changes").GetAwaiter().GetResult()}");
        var changes = new LinkChangeStore(Db);
        var before = await changes.Last(default);

        var link = (await store.Add(Content() with { Slug = "a" }, IfExists.New, null, default)).Link!;
        await store.Add(Content() with { Slug = "b", Domain = "two.example" }, IfExists.New, null, default);
        var (slugs, middle) = await changes.Since(before, default);
        await store.Delete(link.Id, null, default);
        var (later, last) = await changes.Since(middle, default);
        var (none, _) = await changes.Since(last, default);

        Assert.That(told, Is.EqualTo(new[] { "/a 1", "two.example/b 2", "/a 3" }));
        Assert.That(
            slugs.Select(s => $"{s.Domain}/{s.Text}"), Is.EquivalentTo(new[] { "/a", "two.example/b" }));
        Assert.That(later.Select(s => s.Text), Is.EqualTo(new[] { "a" }));
        Assert.That(none, Is.Empty);
    }

    [Test]
    public async Task A_reader_who_goes_on_from_a_number_misses_no_change_of_writers_beside_each_other()
    {
        var changes = new LinkChangeStore(Db);
        var writers = Task.WhenAll(Enumerable.Range(0, 4).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < 15; i++)
            {
                await Store().Add(Content() with { Slug = $"{w}-{i}" }, IfExists.New, null, default);
            }
        })));

        var seen = new HashSet<string>();
        var last = 0L;
        for (var isLastLook = false; !isLastLook;)
        {
            isLastLook = writers.IsCompleted;
            (var slugs, last) = await changes.Since(last, default);
            seen.UnionWith(slugs.Select(s => s.Text));
        }

        await writers;
        Assert.That(seen, Has.Count.EqualTo(60));
    }

    [Test]
    public async Task On_PostgreSQL_a_link_is_made_while_the_hit_log_is_being_written()
    {
        if (Engine is Engine.Sqlite) return;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));

        var made = await Db.Atomically(async writingHits =>
        {
            await writingHits.Run(Locks.Hits);
            return await Store().Add(Content(), IfExists.New, null, patience.Token);
        });

        Assert.That(made.Verdict, Is.EqualTo(LinkVerdict.Created));
    }

    private LinkStore Store() => new(Db, new LinkSettings(), _clock);

    private async Task<Link> Made(NewLink content) =>
        (await Store().Add(content, IfExists.New, null, default)).Link!;

    private static NewLink Content()
    {
        var (content, problems) = LinkRules.Check(
            new NewLink { Url = "https://shop.example/" }, new Domains([]), "localhost:8080");
        Assert.That(problems, Is.Empty);
        return content;
    }
}
