using Shortener.Channels;
using Shortener.Hits;
using Shortener.Shares;
using Shortener.Tests.Support;
using Shortener.Values;

namespace Shortener.Tests.Reports;

/// <summary>Hits and periods thrown by dice, few words of each kind, so that they often agree.</summary>
internal static class LawDice
{
    // Berlin's clocks go back on 25 October, St John's on 1 November, Lord Howe's went forward on 4 October.
    public static readonly DateTimeOffset First = new(2026, 9, 20, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Last = new(2026, 11, 10, 0, 0, 0, TimeSpan.Zero);

    public static readonly long[] ShareIds =
    [
        Tokens.Read("x7k2q4tz")!.Value, Tokens.Read("anna5")!.Value, Tokens.Read("00000")!.Value,
    ];

    public static DateTimeOffset At(Random dice) =>
        First.AddMilliseconds(dice.NextInt64((long)(Last - First).TotalMilliseconds));

    public static TestHit Hit(Random dice, DateTimeOffset at)
    {
        string Pick(params string[] words) => words[dice.Next(words.Length)];
        var kind = dice.Next(10) < 6 ? HitKind.Click : (HitKind)dice.Next(1, 4);
        var generation = dice.Next(4);
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
            Generation = generation,
            Share = generation == 0 ? 0 : ShareIds[dice.Next(ShareIds.Length)],
            Advocate = generation == 0 ? 0 : dice.Next(3),
        };
    }

    public static Period RandomPeriod(Random dice, TimeZoneInfo zone)
    {
        var (a, b) = (At(dice), At(dice));
        if (dice.Next(3) == 0) b = a.AddMinutes(dice.Next(1, 60));
        if (a > b) (a, b) = (b, a);
        if (dice.Next(3) == 0) return new Period(a, b.AddMilliseconds(1), zone);
        return Period.OfDays(LocalTime.DayOf(a, zone), LocalTime.DayOf(b, zone), zone);
    }
}
