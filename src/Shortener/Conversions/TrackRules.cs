using System.Text;
using Shortener.Shares;
using Shortener.Values;

namespace Shortener.Conversions;

/// <summary>
/// A checked statement, and what is wrong with it, field by field: where anything is, there is no statement.
/// </summary>
public sealed record Checked<T>(T? Statement, IReadOnlyDictionary<string, string[]> Problems) where T : class;

/// <summary>
/// What a site may tell. Every field is checked, so that one answer names all that is wrong.
/// </summary>
/// <param name="settings">How far back touches count where a conversion does not say.</param>
/// <param name="now">Our own clock.</param>
public sealed class TrackRules(
    IdHashes hashes, ConversionSettings settings, DateTimeOffset now, ConversionSource source)
{
    /// <summary>Longest id, in characters.</summary>
    public const int MaxId = 128;

    /// <summary>Longest name of an event, and longest code.</summary>
    public const int MaxWord = 64;

    private const string DefaultEvent = "purchase";

    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, string[]> _problems = [];

    public Checked<ToldVisit> Check(NewVisit sent)
    {
        var who = Who(sent);
        var at = At(sent.OccurredAt);
        var share = Share(sent.Share);
        if (who == default && share is null && _problems.Count == 0)
        {
            Refuse(
                "visitorId", "must be there, or one of clickId, customerId and share: else nobody arrived");
        }
        // A click id was given out by a redirect: the arrival is in the log already, as a click.
        var key = hashes.Arrival(Text("arrivalId", (sent as NewArrival)?.ArrivalId, MaxId));
        return Answer(new ToldVisit(who, at, who.Click == 0 ? share : null, key));
    }

    public Checked<Told> Check(NewLead sent)
    {
        var name = Needed("event", Text("event", sent.Event, MaxWord));
        return Answer(new Told
        {
            Kind = ConversionKind.Lead,
            Source = source,
            At = At(sent.OccurredAt),
            IsDated = sent.OccurredAt is not null,
            Key = Text("eventId", sent.EventId, MaxId) is { } id ? hashes.Event(id) : null,
            Event = name,
            Code = Code(sent.Code),
            LookbackDays = Lookback(sent.LookbackDays, name),
            Who = Who(sent),
        });
    }

    public Checked<Told> Check(NewSale sent)
    {
        var invoice = hashes.Invoice(Needed("invoiceId", Text("invoiceId", sent.InvoiceId, MaxId)));
        var name = Text("event", sent.Event, MaxWord) ?? DefaultEvent;
        return Answer(new Told
        {
            Kind = ConversionKind.Sale,
            Source = source,
            At = At(sent.OccurredAt),
            IsDated = sent.OccurredAt is not null,
            Key = invoice,
            Invoice = invoice,
            Event = name,
            Code = Code(sent.Code),
            Asked = Amount(sent.Amount, least: 0),
            Currency = CurrencyOf(sent.Currency),
            LookbackDays = Lookback(sent.LookbackDays, name),
            Who = Who(sent),
        });
    }

    public Checked<Told> Check(NewRefund sent)
    {
        var invoice = Needed("invoiceId", Text("invoiceId", sent.InvoiceId, MaxId));
        return Answer(new Told
        {
            Kind = ConversionKind.Refund,
            Source = source,
            At = At(sent.OccurredAt),
            IsDated = sent.OccurredAt is not null,
            Key = Text("eventId", sent.EventId, MaxId) is { } id
                ? hashes.Event(id)
                : hashes.OnlyRefund(invoice),
            Invoice = hashes.Invoice(invoice),
            Asked = sent.Amount is { } amount ? Amount(amount, least: 1) : Told.TheRest,
            LookbackDays = settings.LookbackDays,
        });
    }

    private Checked<T> Answer<T>(T statement) where T : class =>
        new(_problems.Count == 0 ? statement : null, _problems);

    private Named Who(NewStatement sent) => new(
        hashes.Click(Text("clickId", sent.ClickId, MaxId)),
        hashes.Visitor(Text("visitorId", sent.VisitorId, MaxId)),
        hashes.Customer(Text("customerId", sent.CustomerId, MaxId)));

    private DateTimeOffset At(DateTimeOffset? at)
    {
        if (at is null) return now;
        RefuseOfBrowsers("occurredAt", sent: true);
        if (at > now + ClockSkew)
        {
            Refuse("occurredAt", $"lies in the future: it is {now:yyyy-MM-dd'T'HH:mm:ss'Z'} here, and five minutes ahead are allowed");
        }
        if (at < DateTimeOffset.UnixEpoch) Refuse("occurredAt", "lies before 1970");
        // The database keeps milliseconds.
        return DateTimeOffset.FromUnixTimeMilliseconds(at.Value.ToUnixTimeMilliseconds());
    }

    /// <summary>The text in Unicode's composed form; an empty one is none.</summary>
    private string? Text(string field, string? text, int max)
    {
        if (string.IsNullOrEmpty(text)) return null;
        // Halves of a surrogate pair have no UTF-8 and become the sign for "unreadable".
        var composed = string.Concat(text.EnumerateRunes()).Normalize(NormalizationForm.FormC);
        if (composed.Length > max)
        {
            Refuse(field, $"has at most {max} characters; this one has {composed.Length}");
        }
        if (composed.Any(char.IsControl)) Refuse(field, "is one line, without control characters");
        return composed;
    }

    private string Needed(string field, string? text)
    {
        if (text is null) Refuse(field, "must not be empty");
        return text ?? "";
    }

    private string? Share(string? sent)
    {
        if (string.IsNullOrEmpty(sent)) return null;
        if (Tokens.Read(sent) is { } number) return Tokens.Write(number);
        Refuse("share", "is no token of a share");
        return null;
    }

    private string Code(string? sent)
    {
        RefuseOfBrowsers("code", sent is not null);
        return Text("code", sent, MaxWord) ?? "";
    }

    private long Amount(long amount, long least)
    {
        if (amount < least)
        {
            Refuse("amount", amount < 0
                ? "must not be negative: a sale that was paid back is a refund (POST /api/v1/track/refund)"
                : $"must be {least} or more, in minor units");
        }
        if (amount > Money.Most)
        {
            Refuse("amount", $"is more than {Money.Most}; is it in minor units (cents)?");
        }
        return amount;
    }

    private Currency? CurrencyOf(string code)
    {
        var currency = Currency.Find(code);
        if (currency is null)
        {
            Refuse(
                "currency",
                $"'{(code.Length > 8 ? code[..8] + "…" : code)}' is no currency of ISO 4217, such as EUR");
        }
        return currency;
    }

    /// <param name="eventName">In composed form.</param>
    private int Lookback(int? days, string eventName)
    {
        if (days is < 1 or > ConversionSettings.MostLookbackDays)
        {
            Refuse("lookbackDays", $"must be 1 to {ConversionSettings.MostLookbackDays}");
        }
        RefuseOfBrowsers("lookbackDays", days is not null);
        return days ?? settings.DaysOf(eventName);
    }

    // Who claims an earlier time claims somebody's visitors, and a code is worth money.
    private void RefuseOfBrowsers(string field, bool sent)
    {
        if (sent && source is ConversionSource.Browser)
        {
            Refuse(field, "may be told by the site's server only");
        }
    }

    private void Refuse(string field, string sentence) => _problems[field] = [sentence];
}
