using System.Text.Json;
using Shortener.Web;

namespace Shortener.Tests.Web;

public sealed class JsonFormTests
{
    private enum Kind { InApp, Qr }

    private sealed record Sample(string? UtmSource, string? Title, Kind Kind, DateTimeOffset At);

    private sealed record Patch
    {
        public Change<string> Title { get; init; }
        public Change<long?> MaxClicks { get; init; }
    }

    [Test]
    public void Tags_keep_their_spelling_enums_are_words_nulls_are_written_and_times_end_in_Z()
    {
        var at = new DateTimeOffset(2026, 11, 21, 18, 16, 39, TimeSpan.FromHours(1));

        var json = JsonSerializer.Serialize(new Sample("a&b", null, Kind.InApp, at), JsonForm.Options);

        Assert.That(
            json,
            Is.EqualTo("""{"utm_source":"a&b","title":null,"kind":"in-app","at":"2026-11-21T17:16:39Z"}"""));
    }

    [TestCase("2026-11-21T17:16:39Z", "2026-11-21T17:16:39Z")]
    [TestCase("2026-11-21t17:16:39z", "2026-11-21T17:16:39Z")]
    [TestCase("2026-11-21T17:16:39.120Z", "2026-11-21T17:16:39.120Z")]
    [TestCase("2026-11-21T17:16:39.1209999Z", "2026-11-21T17:16:39.120Z")]
    [TestCase("2026-11-21T17:16:39.000Z", "2026-11-21T17:16:39Z")]
    [TestCase("2026-11-21T17:16:39+05:30", "2026-11-21T11:46:39Z")]
    public void An_instant_is_read_with_any_offset_and_written_in_UTC(string read, string written) =>
        Assert.That(InstantConverter.Format(InstantConverter.Parse(read)!.Value), Is.EqualTo(written));

    [TestCase("2026-11-21T17:16:39", Description = "A local time is no moment.")]
    [TestCase("2026-11-21")]
    [TestCase("2026-02-30T00:00:00Z")]
    [TestCase("2026-11-21 17:16:39Z")]
    [TestCase("21.11.2026T17:16:39Z")]
    [TestCase("0001-01-01T00:00:00+14:00")]
    [TestCase("1795281399")]
    [TestCase("")]
    public void What_is_no_instant_is_null(string text) => Assert.That(InstantConverter.Parse(text), Is.Null);

    [Test]
    public void A_patch_knows_absent_from_null()
    {
        var patch = JsonSerializer.Deserialize<Patch>("""{"maxClicks":null}""", JsonForm.Options)!;

        Assert.That((patch.Title.IsGiven, patch.Title.Or("kept")), Is.EqualTo((false, "kept")));
        Assert.That((patch.MaxClicks.IsGiven, patch.MaxClicks.Or(7)), Is.EqualTo((true, (long?)null)));
    }

    [Test]
    public void A_patch_takes_values() => Assert.That(
        JsonSerializer.Deserialize<Patch>("""{"title":"New","maxClicks":9}""", JsonForm.Options),
        Is.EqualTo(new Patch { Title = new("New"), MaxClicks = new(9) }));

    [TestCase("""{"title":1}""")]
    [TestCase("""{"maxClicks":"9"}""")]
    [TestCase("""{"Title":"x"}""")]
    [TestCase("""{"title":"a","title":"b"}""")]
    [TestCase("""{"title":"a\u0000"}""")]
    public void What_does_not_fit_is_refused(string json) =>
        Assert.That(
            () => JsonSerializer.Deserialize<Patch>(json, JsonForm.Options),
            Throws.InstanceOf<JsonException>());
}
