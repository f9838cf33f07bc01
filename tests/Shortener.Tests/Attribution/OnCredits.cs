using Microsoft.Extensions.Logging.Abstractions;
using Shortener.Attribution;
using Shortener.Channels;
using Shortener.Conversions;
using Shortener.Storage;
using Shortener.Tests.Support;
using Shortener.Web;

namespace Shortener.Tests.Attribution;

/// <summary>
/// The base of tests that go from the tables that the intake writes to the reports on credits.
/// </summary>
public abstract class OnCredits(Engine engine) : OnBothEngines(engine)
{
    protected const long Ann = 71;
    protected const long Bob = 72;

    protected static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    protected static readonly TagSpelling Spelling = new(Classifier.Load());

    private TestShop? _shop;

    private protected TestShop Shop => _shop ??= new TestShop(Db);

    /// <summary>Clicks a day apart, the last a day before now.</summary>
    protected async Task Journey(long person, params string[] channels)
    {
        for (var i = 0; i < channels.Length; i++)
        {
            await Shop.Join(await Shop.Click(Now.AddDays(i - channels.Length), channels[i]), person);
        }
    }

    // US dollars for a euro.
    protected Task Rate(string day, string rate) =>
        Db.Run("insert into rates (day, base, currency, rate, source) values (@Day, 978, 840, @Rate, '')", new
        {
            Day = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture).DayNumber - new DateOnly(1970, 1, 1).DayNumber,
            Rate = rate,
        });

    protected async Task<AttributionReport> Credit(string asked)
    {
        var (report, refusal) = await Ask(asked);
        Assert.That(refusal, Is.Null);
        return report!;
    }

    protected Task<(AttributionReport? Report, ReportRefusal? Refusal)> Ask(string asked)
    {
        var model = asked.Split('&')
            .First(part => part.StartsWith("model=", StringComparison.Ordinal))["model=".Length..];
        var rest = string.Join(
            '&', asked.Split('&').Where(part => !part.StartsWith("model=", StringComparison.Ordinal)));
        return Reports().Credit(
            Query(rest), new Models(new AttributionSettings()).Find(model)!, "short.example", default);
    }

    protected static AttributionQuery Query(string asked)
    {
        var parameters = new Parameters(asked.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=')).Select(part => KeyValuePair.Create(part[0], part[1])));
        return AttributionQuery.Read(parameters, TimeZoneInfo.Utc, Now)
            ?? throw new ArgumentException(parameters.Problems.First().Value[0]);
    }

    protected CreditReports Reports() => new(
        Db, new Models(new AttributionSettings()), Worker(), new ConversionSettings(), Spelling,
        new StoppedClock(Now));

    protected TimelineWorker Worker() => new(
        new TimelineStore(Db), new TrackedClickStore(Db), TimeProvider.System,
        NullLogger<TimelineWorker>.Instance);

    protected static IEnumerable<(string, decimal, long)> Rows(AttributionReport report) =>
        report.Rows.Select(row => ($"{row.Key}", row.Conversions, row.Revenue));
}
