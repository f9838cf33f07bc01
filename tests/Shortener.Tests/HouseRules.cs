using System.Text.RegularExpressions;
using Shortener.Tests.House;
using static Shortener.Tests.House.FloorPlan;

namespace Shortener.Tests;

/// <summary>
/// The four rules of the house, checked over the source itself. What a rule looks like when it is broken is
/// in <see cref="HouseRulesTests"/>.
/// </summary>
public sealed partial class HouseRules
{
    /// <summary>
    /// Room, and the rooms it may use. A new word in here is an architectural decision, and belongs into the
    /// README's floor plan as well.
    /// </summary>
    internal static readonly FloorPlan Plan = new(
    [
        new("Values"),
        new("Statistics", "Values"),
        new("Storage", "Values"),
        new("Web", "Values"),
        new("Channels", "Values", "Statistics"),
        new("Accounts", "Values", "Storage", "Web"),
        new("Webhooks", "Values", "Storage", "Web", "Accounts"),
        new("Campaigns", "Values", "Storage", "Web", "Accounts"),
        new("Links", "Values", "Storage", "Web", "Accounts", "Campaigns", "Webhooks"),
        new("Hits", "Values", "Storage", "Web", "Accounts", "Channels", "Webhooks"),
        new(
            "Shares", "Values", "Statistics", "Storage", "Web", "Channels", "Accounts", "Links", "Hits",
            "Webhooks"),
        new("Redirect", "Values", "Web", "Links", "Campaigns", "Channels", "Hits", "Shares"),
        new("Conversions", "Values", "Storage", "Web", "Accounts", "Links", "Hits", "Shares", "Webhooks"),
        new(
            "Referrals", "Values", "Statistics", "Storage", "Web", "Accounts", "Links", "Shares",
            "Conversions", "Webhooks"),
        new("Surveys", "Values", "Storage", "Web", "Accounts", "Channels", "Conversions"),
        new(
            "Attribution", "Values", "Statistics", "Storage", "Web", "Accounts", "Channels", "Shares",
            "Conversions"),
        new("Reports", "Values", "Statistics", "Storage", "Web", "Accounts", "Channels", "Hits", "Shares"),
        new("Transfer", All),
        new("Ops", All),
        new("Dashboard", All),
    ]);

    /// <summary>
    /// How a lower room tells an upper one what happened, without knowing it: the events and interfaces of
    /// the house, all of them. At most a handful.
    /// </summary>
    internal static readonly string[] News =
    [
        "Conversions/CustomerStore.cs: Erasing",
        "Hits/Follower.cs: Unmasked",
        "Hits/HitQueue.cs: Overflow",
        "Hits/HitQueue.cs: Forgotten",
        "Links/LinkStore.cs: Changed",
        "Reports/IDarkSum.cs: IDarkSum",
        "Reports/IScan.cs: IScan",
        "Reports/ISharingSum.cs: ISharingSum",
        "Values/ISettings.cs: ISettings",
    ];

    [Test]
    public void A_room_uses_only_the_rooms_its_line_in_the_floor_plan_names() =>
        Assert.That(Plan.Breaches(Repository.Sources), Is.Empty,
            "Move the code to the room that may, let the lower room offer an event, or (an architectural decision) change the floor plan in HouseRules.cs and in the README.");

    [Test]
    public void The_floor_plan_points_downwards_only() => Assert.That(Plan.UpwardLines(), Is.Empty);

    [Test]
    public void The_readme_shows_this_floor_plan()
    {
        var lines = Plan.Rooms.Select(r => (r.Room, Uses: r.Uses switch
        {
            [] => "–",
            [All] => "everything above",
            var uses => string.Join(", ", uses),
        }));
        var shown = ReadmeLine().Matches(Repository.Read("README.md"))
            .Select(m => (Room: m.Groups["room"].Value, Uses: m.Groups["uses"].Value))
            .Where(line => Plan.Knows(line.Room));

        Assert.That(
            shown, Is.EqualTo(lines),
            "The README's floor plan and HouseRules.Plan say the same, line by line.");
    }

    // Global usings would let a file use a room without naming it.
    [Test]
    public void Every_use_of_a_room_is_written_in_the_file_that_uses_it()
    {
        var global = Repository.Sources.Where(f => GlobalUsing().IsMatch(f.Code)).Select(f => f.Path)
            .Concat(Repository.Files("src/Shortener")
                .Where(f => f.EndsWith(".csproj", StringComparison.Ordinal) && ProjectUsing().IsMatch(
                    Repository.Read(f))));

        Assert.That(
            global, Is.Empty,
            "Write the using into each file, so that its first lines show what it leans on.");
    }

    [Test]
    public void A_table_has_one_writing_room() =>
        Assert.That(Owners().Breaches(Repository.Sources), Is.Empty,
            "Ask the owning room to do it. Owners are read from the line 'Tables: `name`, `name`.' of the rooms' READMEs; a table's name has to stand in the statement itself.");

    [Test]
    public void Every_table_has_exactly_one_owner_and_every_owner_a_table()
    {
        var made = Repository.Sources.Where(f => f.Room is "Migrations" or "Storage")
            .SelectMany(SqlWrites.In).Select(w => w.Table).Distinct();
        var owned = Owners().RoomsByTable;

        Assert.That(owned.SelectMany(rooms => rooms.Select(_ => rooms.Key)), Is.EquivalentTo(made),
            "Give each table to one room: 'Tables: `name`, `name`.' in the README of that room; and take out tables that no migration makes.");
    }

    [Test]
    public void Every_room_has_a_readme_of_at_most_30_lines_that_says_which_tables_it_writes()
    {
        var rooms =
            Repository.Sources.Select(f => f.Room).Where(r => r is not ("" or "Migrations")).Distinct();

        Assert.That(rooms.Where(r => !IsProper(ReadmeOf(r))), Is.Empty,
            "Write src/Shortener/ROOM/README.md: purpose, words, decisions, and one line 'Tables: `name`, `name`.' or 'Tables: none.'");
    }

    [Test]
    public void Rules_are_pure() =>
        Assert.That(Purity.Breaches(Repository.Sources), Is.Empty,
            "Take the value as a parameter (the instant, the number drawn, the text), or move the worldly part into a file named …Store, …Endpoints, …Writer, …Worker, …Job or …Cache.");

    [Test]
    public void Upward_news_travels_by_the_events_and_interfaces_that_are_listed() =>
        Assert.That(Observers.In(Repository.Sources), Is.EquivalentTo(News),
            "An event or interface is a door upwards: list it in HouseRules.News if the house needs it, and take out what is gone. An interface with one implementation is not needed.");

    private static TableOwners Owners() =>
        TableOwners.Of(Plan.Rooms.Select(r => (r.Room, Text: ReadmeOf(r.Room))).Where(r => r.Text is not null).Select(r => (r.Room, r.Text!)));

    private static string? ReadmeOf(string room)
    {
        var path = $"src/Shortener/{room}/README.md";
        return File.Exists(Path.Combine(Repository.Root, path)) ? Repository.Read(path) : null;
    }

    private static bool IsProper(string? readme) =>
        readme is not null && TableOwners.Says(readme) && readme.TrimEnd('\n').Split('\n').Length <= 30;

    [GeneratedRegex(@"^\| (?<room>\w+) \| [^|]+ \| (?<uses>[^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex ReadmeLine();

    [GeneratedRegex(@"\bglobal\s+using\b")]
    private static partial Regex GlobalUsing();

    [GeneratedRegex(@"<Using\s[^>]*Shortener")]
    private static partial Regex ProjectUsing();
}
