using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shortener.Channels;
using Shortener.Reports;
using Shortener.Storage;
using Shortener.Tests.Support;
using Shortener.Web;

namespace Shortener.Tests.Audiences;

/// <summary>
/// Whole worlds through HTTP: the reports say what is true, and of dark social just what they say behind
/// <see cref="FastDoor"/>, by which the estimates are judged.
/// </summary>
public sealed class HttpDoorTests
{
    private static readonly Classifier Classifier = Classifier.Load();

    private static readonly IReadOnlyDictionary<string, World> Played = ((World[])
    [
        .. Worlds.Judging,
        .. Worlds.Judging.Select(world => world with
        {
            Name = world.Name + ", a third through share links",
            ThroughShareLinks = 1 / 3.0,
        }),
    ]).ToDictionary(world => world.Name);

    [TestCaseSource(nameof(Names))]
    public async Task The_reports_say_what_was_played(string world)
    {
        await using var database = await TestDatabase.Make(Engine.Sqlite);

        await Play(Played[world], database.Name);
    }

    private static IEnumerable<string> Names => Played.Keys;

    internal static async Task Play(World world, string database)
    {
        var audience = Audience.Of(world);
        var clock = new StoppedClock(FastDoor.Beginning);
        await using var app = new App(database, HttpDoor.Settings, clock);
        using var door = await HttpDoor.Play(app, clock, audience, world.Links);
        var (dark, sharing) = (await door.Report("dark-social"), await door.Report("sharing"));
        var (fast, truth) =
            (FastDoor.Watch(audience.Calls.Select(AsNumbered), Classifier), new SharingTruth(audience));
        Print(world, audience, door.Requests, dark, fast);

        Assert.Multiple(() =>
        {
            IsWhatTheFastDoorSays(dark, fast);
            Assert.That((int)dark["totals"]!["clicks"]!, Is.EqualTo(truth.Taps));
            Assert.That(
                fast.Wrong, Is.LessThanOrEqualTo(0.02 * fast.Confirmed.Values.Sum()),
                "confirmed for another app");
            Assert.That(
                fast.Wrong + fast.Missed, Is.LessThanOrEqualTo(0.03 * fast.Dark),
                "telling, and not confirmed with the right app");
            IsTrue(sharing, truth, door.Arrivals, fast.Seen.Shares.Sum(shares => shares.Count));
        });
    }

    // Links are numbered from 1, and a network has another key every day.
    private static Call AsNumbered(Call call) =>
        call with { Link = call.Link + 1, Network = call.Network + (int)(call.At / 86_400) * 10_000_000 };

    private static void IsWhatTheFastDoorSays(JsonNode dark, FastDoor fast)
    {
        var expected = JsonSerializer.SerializeToNode(
            DarkShape.Shape(fast.Seen, Classifier), JsonForm.Options);

        Assert.That(Numbers(dark), Is.EqualTo(Numbers(expected)));
    }

    private static void IsTrue(JsonNode sharing, SharingTruth truth, int arrivals, long sharesSeen)
    {
        var k = (double?)sharing["k"]!["value"];
        Line($"K {k}, truth {truth.K:n3}; shares {sharing["sharesMinted"]}, truth {truth.Shares.Count}; arrivals {sharing["arrivals"]}, truth {arrivals}");

        Assert.That((int)sharing["sharesMinted"]!, Is.EqualTo(truth.Shares.Count));
        Assert.That((long)sharing["sharesSeen"]!, Is.EqualTo(sharesSeen));
        Assert.That((int)sharing["clicksThroughShares"]!, Is.EqualTo(truth.ThroughShares));
        Assert.That((int)sharing["arrivals"]!, Is.EqualTo(arrivals));
        Assert.That(k, Is.EqualTo(truth.K).Within(10).Percent);
        var generations = sharing["byGeneration"]!.AsArray();
        Assert.That(generations.Select(row => (int)row!["uniqueClicks"]!),
            Is.EqualTo(
                Enumerable.Range(0, generations.Count).Select(g => truth.Unique.GetValueOrDefault(g))));
        Assert.That(generations.Skip(1).Select(row => (int)row!["sharesMinted"]!),
            Is.EqualTo(truth.Shares.CountBy(share => share.Generation).OrderBy(row => row.Key).Select(
                row => row.Value)));
        Assert.That(sharing["byChannel"]!.AsArray().Select(
            row => ((string)row!["app"]!, (int)row["sharesMinted"]!, (int)row["clicks"]!)),
            Is.EquivalentTo(truth.Shares.CountBy(share => share.App).Select(
                row => (row.Key, row.Value, truth.ClicksByApp.GetValueOrDefault(row.Key)))));
        Assert.That(
            sharing["topSharers"]!.AsArray().Select(row => (int)row!["clicks"]!),
            Is.EqualTo(truth.TopClicks));
        Assert.That((int)sharing["cycleTime"]!["n"]!, Is.EqualTo(truth.Cycles.Count));
        if (truth.Cycles.Count == 0) return;
        Assert.That(
            (long)sharing["cycleTime"]!["medianSeconds"]!,
            Is.EqualTo(truth.Cycles[(truth.Cycles.Count - 1) / 2]));
    }

    private static void Print(World world, Audience audience, int requests, JsonNode dark, FastDoor fast)
    {
        var people = audience.Calls.Where(call => call.IsPerson)
            .Select(call => (call.Network, call.Headers.UserAgent)).Distinct().Count();
        var (totals, apps) = (dark["totals"]!, dark["apps"]!.AsArray());
        Line($"{world.Name}: {world.Links} links, {people} people, {requests} requests, {totals["clicks"]} clicks, {totals["dark"]} dark; {totals["direct"]} direct to a tool that reads referrer and tags");
        Line($"| app | truth | confirmed | likely | shares seen | ordinary tool |");
        Line($"|---|---:|---:|---:|---:|---:|");
        foreach (var (app, clicks) in fast.Truth.OrderByDescending(app => app.Value))
        {
            var row = apps.FirstOrDefault(row => (string?)row!["app"] == app);
            Line($"| {app} | {clicks} | {row?["confirmed"]} | {row?["likely"]!["expected"]} | {row?["sharesSeen"]} | {row?["ordinary"]} |");
        }
        Line($"| unknown | {fast.Unknown} | | {totals["unknown"]} | | |");
    }

    /// <summary>Every value with its path: where two reports differ, the line says so.</summary>
    private static List<string> Numbers(JsonNode? node) => node switch
    {
        JsonObject fields =>
            [.. fields.SelectMany(field => Numbers(field.Value).Select(line => $"{field.Key}.{line}"))],
        JsonArray items => [.. items.SelectMany((item, i) => Numbers(item).Select(line => $"{i}.{line}"))],
        _ => [$": {node?.ToJsonString() ?? "null"}"],
    };

    private static void Line(FormattableString line) =>
        TestContext.Out.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
