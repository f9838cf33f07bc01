using Shortener.Tests.House;

namespace Shortener.Tests;

/// <summary>The house rules find what they forbid, and leave alone what they allow.</summary>
public sealed class HouseRulesTests
{
    private static readonly SourceFile LinkStore = SourceFile.Of(
        "Links/LinkStore.cs", "namespace Shortener.Links; public sealed class LinkStore;");
    private static readonly SourceFile Country = SourceFile.Of(
        "Channels/Geo/Country.cs", "namespace Shortener.Channels.Geo; public sealed record Country;");

    [TestCase("using Shortener.Links;")]
    [TestCase("using static Shortener.Links.LinkStore;")]
    [TestCase("using L = Shortener.Links.LinkStore;")]
    [TestCase("class A { Shortener.Links.LinkStore? l; }")]
    [TestCase("class A { global::Shortener.Links.LinkStore? l; }")]
    [TestCase("class A { Links.LinkStore? l; }")]
    [TestCase("class A { string s = $\"{nameof(Links.LinkStore)}\"; }")]
    [TestCase("class A { List<Links . LinkStore>? l; }")]
    public void A_room_that_reaches_upwards_is_found(string code) =>
        Assert.That(
            Breaches("Hits/Hit.cs", code), Is.EqualTo(new[] { "Hits/Hit.cs:1: Hits may not use Links." }));

    [TestCase("using Shortener.Channels;")]
    [TestCase("using Shortener.Channels.Geo;")]
    [TestCase("class A { Channels.Geo.Country? c; }")]
    [TestCase("// using Shortener.Links;")]
    [TestCase("class A { string s = \"using Shortener.Links;\"; }")]
    [TestCase("class A { int Links; int n => Links.Count; }")]
    [TestCase("class A(B b) { object l => b.Links.LinkStore; }")]
    public void What_the_plan_allows_is_left_alone(string code) =>
        Assert.That(Breaches("Hits/Hit.cs", code), Is.Empty);

    [Test]
    public void A_room_below_a_room_belongs_to_it() =>
        Assert.That(Breaches("Attribution/Path.cs", "class A { Channels.Geo.Country? c; }")
            .Concat(Breaches("Accounts/Key.cs", "class A { Channels.Geo.Country? c; }")),
            Is.EqualTo(new[] { "Accounts/Key.cs:1: Accounts may not use Channels." }));

    [Test]
    public void A_page_that_reaches_upwards_is_found() =>
        Assert.That(Breaches("Hits/HitPage.razor", "<h1>It's</h1>\n@inject Shortener.Links.LinkStore Links"),
            Is.EqualTo(new[] { "Hits/HitPage.razor:2: Hits may not use Links." }));

    [Test]
    public void A_room_that_is_not_in_the_plan_is_found() =>
        Assert.That(
            Breaches("Common/Thing.cs", "class Thing;"), Has.One.Contains("Common is not in the floor plan"));

    [Test]
    public void The_upper_rooms_use_everything_above_them_and_nothing_below() =>
        Assert.That((HouseRules.Plan.Allows("Ops", "Transfer"), HouseRules.Plan.Allows("Ops", "Dashboard")),
            Is.EqualTo((true, false)));

    [TestCase("insert into links (slug) values (@Slug)")]
    [TestCase("insert or ignore into links (slug) values (@Slug)")]
    [TestCase("INSERT\n  INTO links (slug)")]
    [TestCase("update links set slug = @Slug")]
    [TestCase("update links as l set slug = @Slug")]
    [TestCase("update links l\nset slug = @Slug")]
    [TestCase("delete from links where id = @Id")]
    [TestCase("with old as (select 1) delete from \"links\" where id in old")]
    [TestCase("truncate links")]
    [TestCase("drop table if exists links")]
    [TestCase("alter table links add column x int")]
    [TestCase("create index if not exists links_by_x on links (x)")]
    [TestCase("copy links (slug, at) from stdin (format binary)")]
    public void A_statement_that_writes_another_rooms_table_is_found(string sql) =>
        Assert.That(
            Writes("Hits", $"const string S = \"\"\"\n{sql}\n\"\"\";"),
            Has.One.EndsWith("Hits writes links, which belongs to Links."));

    [TestCase("const string S = $\"insert into {Table} (slug) values (1)\";")]
    [TestCase("const string S = $\"update {Table} set slug = 1\";")]
    [TestCase("const string S = $\"delete from {Table}\";")]
    [TestCase("const string S = $\"copy {Table} (slug) from stdin\";")]
    [TestCase("string S = \"delete from \" + table + \" where id = 1\";")]
    public void A_statement_that_hides_its_table_is_found(string code) =>
        Assert.That(Writes("Hits", code), Has.One.EndsWith("which belongs to nobody."));

    [TestCase("Links", "const string S = \"insert into links (slug) values (1) on conflict (slug) do update set slug = 1\";")]
    [TestCase("Hits", "const string S = \"select slug from links for update\";")]
    [TestCase("Hits", "// insert into links\n")]
    [TestCase("Hits", "const string S = \"create temp table seen (id bigint); insert into seen (id) values (1)\";")]
    public void Reading_is_free_and_the_owner_writes(string room, string code) =>
        Assert.That(Writes(room, code), Is.Empty);

    [Test]
    public void Owners_are_read_from_the_readmes_line()
    {
        var owners = TableOwners.Of([("Links", "# Links\n\nTables: `links`,\n`link_tags`.\n\nIt reads `hits`."), ("Web", "Tables: none.")]);

        Assert.That(owners.RoomsByTable.Select(t => t.Key), Is.EquivalentTo(new[] { "links", "link_tags" }));
    }

    [TestCase("using Dapper;", "Dapper")]
    [TestCase("using Microsoft.AspNetCore.Http.HttpResults;", "Microsoft.AspNetCore")]
    [TestCase("class A { HttpContext? c; }", "HttpContext")]
    [TestCase("class A { IResult r => TypedResults.Ok(); }", "IResult", "TypedResults")]
    [TestCase("class A { object r => Results.Ok(); }", "Results")]
    [TestCase("class A { DateTimeOffset t => DateTimeOffset.UtcNow; }", "DateTimeOffset.UtcNow")]
    [TestCase("class A { string s = $\"{DateTime.Today}\"; }", "DateTime.Today")]
    [TestCase("class A { object t => TimeProvider.System; }", "TimeProvider.System")]
    [TestCase("class A { int n => Random.Shared.Next(); }", "Random")]
    [TestCase("class A { int n => new Random(1).Next(); }", "new Random")]
    [TestCase("class A { int N(Random dice) => dice.Next(); }", "Random")]
    public void A_rule_that_touches_the_world_is_found(string code, params string[] uses) =>
        Assert.That(Purity.Breaches([SourceFile.Of("Links/Slugs.cs", code)]),
            Is.EquivalentTo(uses.Select(use => "Links/Slugs.cs:1: " + use)));

    [TestCase("Links/Slugs.cs", "class A { string Random(TimeProvider t) => Slugs.Random(t); }")]
    [TestCase("Links/Slugs.cs", "class A { object r => query.Results; } // HttpContext")]
    [TestCase("Links/Slugs.cs", "record QueryString(string Text);")]
    [TestCase("Links/LinkStore.cs", "using Dapper;")]
    [TestCase("Links/LinkEndpoints.cs", "class A { HttpContext? c; }")]
    [TestCase("Storage/Db.cs", "using Dapper;")]
    [TestCase("Redirect/Visit.cs", "class A { HttpContext? c; }")]
    [TestCase("Program.cs", "class A { WebApplication? c; }")]
    public void What_is_pure_or_need_not_be_is_left_alone(string path, string code) =>
        Assert.That(Purity.Breaches([SourceFile.Of(path, code)]), Is.Empty);

    [TestCase("public event Action? Changed;")]
    [TestCase("public event Action<Link, (int Old, int New)>? Changed;")]
    [TestCase("public Func<Link, Task>? Changed { get; set; }")]
    [TestCase("internal static Action<Link> Changed = _ => { };")]
    [TestCase("public interface Changed;")]
    public void A_door_upwards_is_found(string code) =>
        Assert.That(Observers.In([SourceFile.Of("Links/LinkStore.cs", $"class A {{ {code} }}")]),
            Is.EqualTo(new[] { "Links/LinkStore.cs: Changed" }));

    private static IEnumerable<string> Breaches(string path, string code) =>
        HouseRules.Plan.Breaches([LinkStore, Country, SourceFile.Of(path, code)]);

    private static IEnumerable<string> Writes(string room, string code) =>
        TableOwners.Of([("Links", "Tables: `links`.")]).Breaches(
            [SourceFile.Of($"{room}/SomeStore.cs", code)]);
}
